import { PresenceFilter } from 'ldapts'
import type { DomainNames } from '../domain.ts'
import { integer, texts } from '../entry.ts'
import type { Finding, Findings } from './finding.ts'
import type { Unit } from './people.ts'
import { grantLine } from './script.ts'
import type { Session } from './session.ts'

const MOST_OWNERS = 2_000

/** Whether the rules for passwords may be read: the domain's, and those that some people have instead. */
export async function ruleFindings(domain: DomainNames, units: readonly Unit[], session: Session, { ok, missing }: Findings): Promise<Finding[]> {
  const root = await session.entry(domain.root, { attributes: ['minPwdLength', 'pwdHistoryLength', 'pwdProperties'] })
  const [length, history, properties] = ['minPwdLength', 'pwdHistoryLength', 'pwdProperties'].map((name) => root && integer(root, name))
  const domains = length === undefined || history === undefined || properties === undefined
    ? missing('read-domain-rules', "may not read the domain's rules for passwords: they cannot be shown", grantLine(units.map(({ dn }) => dn), '-Hardened'))
    : ok('read-domain-rules', `the domain wants ${length} characters${(properties & 1n) === 0n ? '' : ', complex,'} and none of the last ${history} passwords`)
  return [domains, await settingsFinding()]

  async function settingsFinding(): Promise<Finding> {
    // Backward link of msDS-PSOAppliesTo: whoever has one says its name, even if the object itself is hidden.
    const owners = await session.list(domain.root, new PresenceFilter({ attribute: 'msDS-PSOApplied' }), { attributes: ['msDS-PSOApplied'] }, MOST_OWNERS)
    const names = [...new Set([...owners.flatMap((owner) => texts(owner, 'msDS-PSOApplied')), ...units.flatMap(({ sample }) => texts(sample.entry, 'msDS-ResultantPSO'))])]
    const hidden: string[] = []
    for (const name of names) {
      const found = await session.entry(name, { attributes: ['msDS-MinimumPasswordLength'] })
      if (!found || integer(found, 'msDS-MinimumPasswordLength') === undefined) hidden.push(name)
    }
    if (hidden.length > 0) {
      return missing('read-password-settings', `may not read ${hidden.join(' and ')}: people whom it holds for are shown the domain's rules instead`, grantLine(units.map(({ dn }) => dn), '-PasswordSettings'))
    }
    return ok('read-password-settings', names.length === 0 ? 'no password settings object holds for anybody, as far as may be seen' : `may read the password settings objects (${names.length})`)
  }
}
