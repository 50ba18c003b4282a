import type { Entry } from 'ldapts'
import type { DomainNames } from '../domain.ts'
import { integer, manyBytes, text } from '../entry.ts'
import { sidText } from '../sid.ts'
import type { Token } from './access.ts'
import type { Finding, Findings } from './finding.ts'
import type { Session } from './session.ts'

/** Who the directory takes us for (MS-ADTS 3.1.1.3.2.26: groups and well-known ones included), and our own entry. */
export type Own = { readonly token: Token; readonly entry: Entry | undefined }

export async function ownAccount(session: Session): Promise<Own> {
  const root = await session.entry('', { attributes: ['tokenGroups'], bytes: ['tokenGroups'] })
  const token = root ? manyBytes(root, 'tokenGroups').map(sidText).filter((sid) => sid !== undefined) : []
  // The first is the account itself.
  const [own] = token
  const entry = own === undefined ? undefined : await session.entry(`<SID=${own}>`, { attributes: ['userAccountControl', 'msDS-UserPasswordExpiryTimeComputed'] })
  return { token: new Set(token), entry }
}

// MS-DTYP 2.4.2.4: Administrators, Account, Server, Print and Backup Operators; and of a domain: Domain, Schema and Enterprise Admins.
const POWERFUL = /^S-1-5-32-(?:544|548|549|550|551)$|^S-1-5-21-\d+-\d+-\d+-(?:512|518|519)$/u
// MS-ADTS 2.2.16, of the computed attribute, and of userAccountControl.
const NEVER_EXPIRES = 0x1_0000n
const DAY = 86_400_000
const SOON = 14

/** Whether the service account is more than it should be, and how long its password lasts. */
export async function ownFindings({ token, entry }: Own, domain: DomainNames, session: Session, { ok, warning }: Findings, now: number): Promise<Finding[]> {
  const powers = [...token].filter((sid) => POWERFUL.test(sid))
  const root = await session.entry(domain.root, { attributes: ['ms-DS-MachineAccountQuota'] })
  const quota = (root && integer(root, 'ms-DS-MachineAccountQuota')) ?? 0n
  return [
    powers.length === 0
      ? ok('service-account', 'is in no group of administrators or operators')
      : warning('service-account', `is an administrator or operator (${powers.join(', ')}): whoever gets hold of it has the domain`, 'Remove-ADGroupMember <that group> <service account>; then grant the rights of deploy/active-directory alone'),
    passwordFinding(),
    quota === 0n
      ? ok('computers', 'may not add computers to the domain')
      : warning('computers', `may add ${quota} computers to the domain, as everybody may`, "Set-ADDomain (Get-ADDomain) -Replace @{'ms-DS-MachineAccountQuota' = 0}"),
  ]

  function passwordFinding(): Finding {
    const expires = entry && expiryOf(entry)
    if (expires === undefined) return ok('service-password', 'its password does not expire, as far as may be seen')
    const left = Math.floor((expires - now) / DAY)
    const says = `its password lasts ${left} more days`
    return left > SOON ? ok('service-password', says) : warning('service-password', says, 'give it a new password, here and there; or Set-ADUser <service account> -PasswordNeverExpires $true')
  }
}

/** @returns milliseconds since 1970; undefined: never, or not to be read */
function expiryOf(entry: Entry): number | undefined {
  if (((integer(entry, 'userAccountControl') ?? 0n) & NEVER_EXPIRES) !== 0n) return undefined
  const time = BigInt(text(entry, 'msDS-UserPasswordExpiryTimeComputed') ?? 0)
  // MS-ADTS 3.1.1.4.5.35: the greatest number is never.
  return time === 0n || time === 0x7fff_ffff_ffff_ffffn ? undefined : Number(time / 10_000n) - 11_644_473_600_000
}
