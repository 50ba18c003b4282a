import { type AttributeIds, mayRead, type Token } from './access.ts'
import type { Finding, Findings } from './finding.ts'
import type { Sample, Unit } from './people.ts'
import { grantLine } from './script.ts'

type Reading = { readonly check: string; readonly what: string; readonly without: string; /** People get back in all the same. */ readonly mild?: boolean; readonly reads: (sample: Sample, token: Token) => boolean | undefined }

const has = (...attributes: string[]) => ({ entry }: Sample) => attributes.every((name) => [entry[name] ?? []].flat().length > 0)

// Schema ids, from MS-ADA1 to MS-ADA3: of attributes that most people do not have, so that absent says nothing.
const LOGON_HOURS = { id: 'bf9679ab-0de6-11d0-a285-00aa003049e2', set: '5f202010-79a5-11d0-9020-00c04fc2d4cf' }
const ADMIN_COUNT = { id: 'bf967918-0de6-11d0-a285-00aa003049e2' }
const RESULTANT_PSO = { id: 'b77ea093-88d0-4780-9a98-911f8e8b1dca' }
const REPLICATION_METADATA = { id: '281416c0-1968-11d0-a28f-00aa003049e2' }
const by = (attribute: AttributeIds) => ({ aces }: Sample, token: Token) => aces && mayRead(aces, token, attribute)

/** What must be read of a person; `check` is the right of deploy/active-directory/rights.json that lets us. */
const readings: readonly Reading[] = [
  { check: 'read-general-information', what: 'the account name and the SID', without: 'nobody is found', reads: has('sAMAccountName', 'objectSid', 'sAMAccountType') },
  { check: 'read-public-information', what: 'objectGUID', without: 'nobody is found', reads: has('objectGUID') },
  { check: 'read-account-restrictions', what: 'whether an account is disabled, locked or expired', without: 'nobody can get back in', reads: has('userAccountControl', 'msDS-User-Account-Control-Computed') },
  { check: 'read-groups', what: 'nested groups (tokenGroups)', without: 'nobody can get back in, because nobody is known not to be protected', reads: has('tokenGroups') },
  { check: 'read-permissions', what: 'who may do what to a person', without: 'it is not seen that somebody may not change the password, and this check knows less', reads: ({ aces }) => aces !== undefined },
  { check: 'read-logon-information', what: 'logon hours', without: 'it is not seen that somebody may not sign in at this hour', reads: by(LOGON_HOURS) },
  { check: 'read-admin-count', what: 'adminCount', without: 'who was an administrator once is not recognised', reads: by(ADMIN_COUNT) },
  { check: 'read-resultant-pso', what: 'which password settings object holds', without: "people with rules of their own are shown the domain's", reads: by(RESULTANT_PSO) },
  { check: 'read-replication-metadata', what: 'when and where a password was set last', without: 'what became of a change whose answer was lost is known less often', mild: true, reads: by(REPLICATION_METADATA) },
]

/** Whether everything that decides about an account may be read, unit by unit. */
export const readingFindings = (units: readonly Unit[], token: Token, { ok, warning, missing }: Findings): Finding[] =>
  readings.map(({ check, what, without, mild = false, reads }) => {
    const found = units.map(({ dn, sample }) => ({ dn, reads: reads(sample, token) }))
    const lacking = found.filter((one) => one.reads === false).map(({ dn }) => dn)
    if (lacking.length > 0) return (mild ? warning : missing)(check, `may not read ${what} in ${lacking.join(' and ')}: ${without}`, grantLine(lacking, '-Hardened'))
    const unknown = found.filter((one) => one.reads === undefined).map(({ dn }) => dn)
    return unknown.length > 0
      ? warning(check, `cannot tell whether it may read ${what} in ${unknown.join(' and ')}`, grantLine(unknown, '-Hardened'))
      : ok(check, `may read ${what}`)
  })
