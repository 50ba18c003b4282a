import { type Entry } from 'ldapts'
import { DirectoryProblem } from '../../recovery/ports.ts'
import { bytes, integer, manyBytes } from './entry.ts'
import { sidText } from './sid.ts'

/** What tells whether an account is protected. `tokenGroups` is computed when one entry is read by its name, and only then. */
export const protectionAttributes = ['objectSid', 'tokenGroups', 'adminCount'] as const
export const protectionBytes = ['objectSid', 'tokenGroups'] as const

// The last part of a SID of a domain, MS-DTYP 2.4.2.4. Of whatever domain: those of the forest's root rule here too.
const ACCOUNTS = [500, 502] // Administrator, krbtgt
const GROUPS = [
  512, 516, 518, 519, 521, // Domain Admins, Domain Controllers, Schema Admins, Enterprise Admins, Read-only Domain Controllers
  525, 526, 527, // Protected Users, Key Admins, Enterprise Key Admins
]
// The same of every machine: Administrators, and the operators of accounts, servers, printers, backups; Replicator.
const BUILTIN = [544, 548, 549, 550, 551, 552].map((number) => `S-1-5-32-${number}`)

/**
 * Whether an account must not be recovered here (S-17): one of the groups above has it in it, through however many others
 * (MS-ADTS 3.1.1.4.5.19), or SDProp has marked it (adminCount, MS-ADTS 3.1.1.6.1), or the company names it or one of its groups.
 * @param also SIDs of people and groups that the company protects beside these
 * @throws DirectoryProblem `denied` when it cannot be known: an account must not look unprotected for that
 */
export function isProtected(entry: Entry, also: ReadonlySet<string>): boolean {
  const own = bytes(entry, 'objectSid')
  const sid = own && sidText(own)
  // Everybody has at least the primary group, so none at all means that they may not be read.
  const groups = manyBytes(entry, 'tokenGroups').map(sidText)
  if (sid === undefined || groups.length === 0) throw new DirectoryProblem('denied', 'the service account may not read objectSid or tokenGroups')
  if (groups.includes(undefined)) throw new DirectoryProblem('denied', 'tokenGroups holds something that is no SID')
  return integer(entry, 'adminCount') === 1n
    || endsWithOneOf(sid, ACCOUNTS)
    || [sid, ...groups].some((one) => one !== undefined && (also.has(one) || BUILTIN.includes(one) || endsWithOneOf(one, GROUPS)))
}

const endsWithOneOf = (sid: string, numbers: readonly number[]) =>
  numbers.includes(Number(/^S-1-5-21-\d+-\d+-\d+-(\d+)$/.exec(sid)?.[1]))
