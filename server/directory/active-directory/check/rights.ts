import { mayReset, type Token } from './access.ts'
import { type Finding, type Findings } from './finding.ts'
import type { People, Sample, Unit } from './people.ts'
import { grantLine } from './script.ts'
import type { Session } from './session.ts'

// RFC 4511 insufficientAccessRights.
const NO_RIGHTS = 50

export type Held = { readonly unit: Unit; readonly reset: boolean; readonly probed: boolean; readonly unlock: boolean; readonly lastSet: boolean }

/** Looks at the rights on each unit. @returns the units in which we have some of them, or all units if that is none */
export async function heldRights({ units }: People, session: Session, token: Token): Promise<{ ours: readonly Held[]; others: readonly Held[] }> {
  const held = await Promise.all(units.map((unit) => heldOn(unit, session, token)))
  const ours = held.filter(({ reset, unlock, lastSet }) => reset || unlock || lastSet)
  return ours.length > 0 ? { ours, others: held.filter((one) => !ours.includes(one)) } : { ours: held, others: [] }
}

/** What we may do to people, and whether it is more than we need. */
export function rightsFindings(ours: readonly Held[], others: readonly Held[], { ok, warning, missing }: Findings): Finding[] {
  const right = (check: string, has: (one: Held) => boolean, what: string, without: string): Finding => {
    const lacking = ours.filter((one) => !has(one)).map(({ unit }) => unit.dn)
    const probed = check === 'reset-password' && ours.some((one) => one.probed) ? ' (found out with a password that no directory takes)' : ''
    return lacking.length === 0
      ? ok(check, `may ${what} in ${where(ours)}${probed}`)
      : missing(check, `may not ${what} in ${lacking.join(' and ')}: ${without}${probed}`, grantLine(lacking))
  }
  return [
    right('reset-password', ({ reset }) => reset, 'reset passwords', 'nobody there can set a new password'),
    right('lockout-time', ({ unlock }) => unlock, 'write lockoutTime', 'nobody there can be unlocked, and a new password does not unlock'),
    right('pwd-last-set', ({ lastSet }) => lastSet, 'write pwdLastSet', 'nobody there can be made to change the new password at the next sign-in'),
    ...(others.length > 0 ? [warning('units', `has no right in ${where(others)}: people there cannot get back in by themselves`,
      `where they should: ${grantLine(['<the unit>'])}; where not, a narrower \`base\` says so`)] : []),
    nothingElse([...ours, ...others].map(({ unit }) => unit), { ok, warning, missing }),
  ]
}

async function heldOn(unit: Unit, session: Session, token: Token): Promise<Held> {
  const { sample } = unit
  const writes = (attribute: string) => sample.writable.includes(attribute)
  const probed = sample.aces === undefined
  const reset = sample.aces ? mayReset(sample.aces, token) : await session.probeReset(sample.dn) !== NO_RIGHTS
  return { unit, reset, probed, unlock: writes('lockoutTime'), lastSet: writes('pwdLastSet') }
}

const NEEDED = ['lockoutTime', 'pwdLastSet', 'unicodePwd', 'userPassword']

function nothingElse(units: readonly Unit[], { ok, warning }: Findings): Finding {
  const tooMuch = units.flatMap(({ dn, sample }) => {
    const said = [...more(sample), ...(sample.rulesRights ? ['who has rights'] : [])]
    return said.length > 0 ? [`${said.join(', ')} in ${dn}`] : []
  })
  return tooMuch.length === 0
    ? ok('nothing-else', 'may change nothing else about them')
    : warning('nothing-else', `may also change ${tooMuch.join('; ')}`, 'take these rights away: deploy/active-directory/rights.json has all that are needed')
}

/** @returns the first of the attributes that we may write and need not, and how many there are besides */
function more({ writable }: Sample): string[] {
  const extra = writable.filter((attribute) => !NEEDED.includes(attribute)).toSorted()
  return extra.length > 3 ? [...extra.slice(0, 3), `${extra.length - 3} more attributes`] : extra
}

const where = (held: readonly Held[]) => held.map(({ unit: { dn, count } }) => `${dn} (${count} ${count === 1 ? 'person' : 'people'})`).join(', ')
