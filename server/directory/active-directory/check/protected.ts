import { AndFilter, EqualityFilter, ExtensibleFilter, OrFilter } from 'ldapts'
import type { DomainNames } from '../domain.ts'
import { everyPerson } from '../person-search.ts'
import { mayReset, type Token } from './access.ts'
import type { Finding, Findings } from './finding.ts'
import { sampleOf } from './people.ts'
import type { Session } from './session.ts'

// LDAP_MATCHING_RULE_IN_CHAIN, MS-ADTS 3.1.1.3.4.4.3: through however many groups.
const IN_CHAIN = '1.2.840.113556.1.4.1941'
const MOST = 500

/** Whether administrators are out of the service account's reach, as they are where Windows keeps their rights apart. */
export async function protectedFinding(domain: DomainNames, session: Session, token: Token, { ok, warning }: Findings): Promise<Finding> {
  const administrators = ['Domain Admins', 'Enterprise Admins', 'Schema Admins'].map((name) => `CN=${name},CN=Users,${domain.root}`)
  const found = await session.list(domain.root, new AndFilter({
    filters: [everyPerson(), new OrFilter({
      filters: [
        new EqualityFilter({ attribute: 'adminCount', value: '1' }),
        ...administrators.map((value) => new ExtensibleFilter({ matchType: 'memberOf', rule: IN_CHAIN, value })),
      ],
    })],
  }), { attributes: ['adminCount'] }, MOST)
  const inReach: string[] = []
  for (const { dn } of found) {
    const sample = await sampleOf(session, dn)
    if (sample && (sample.writable.some((name) => name === 'lockoutTime' || name === 'pwdLastSet') || (sample.aces && mayReset(sample.aces, token)))) inReach.push(dn)
  }
  return inReach.length === 0
    ? ok('protected', `administrators are out of its reach (${found.length} looked at)`)
    : warning('protected', `could change ${inReach.join(' and ')}, who is an administrator; Gatehouse refuses by itself`,
      'Windows takes such rights away within the hour (SDProp); at once: $r = [adsi]"LDAP://RootDSE"; $r.Put("RunProtectAdminGroupsTask", 1); $r.SetInfo()')
}
