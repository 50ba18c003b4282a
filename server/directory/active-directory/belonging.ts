import { AndFilter, type Entry, EqualityFilter } from 'ldapts'
import type { Belonging } from '../../policy/fits.ts'
import { DirectoryProblem } from '../../recovery/ports.ts'
import type { Search } from './connection.ts'
import type { DomainNames } from './domain.ts'
import { bytes, manyBytes } from './entry.ts'
import { guidBase } from './guid.ts'
import { sidText } from './sid.ts'

/** Where somebody belongs. `tokenGroups` (MS-ADTS 3.1.1.4.5.19: nested ones too) is computed when one entry is read by its name. */
export const belongingSearch = (person: string): Search =>
  ({ base: guidBase(person), attributes: ['tokenGroups'], bytes: ['tokenGroups'] })

/** @throws DirectoryProblem `denied` when the groups cannot be known: nobody may come past a workflow for that */
export function belongingFrom(entry: Entry): Belonging {
  const groups = manyBytes(entry, 'tokenGroups').map(sidText).filter((sid) => sid !== undefined)
  // Everybody has at least the primary group, so none at all means that they may not be read.
  if (groups.length === 0) throw new DirectoryProblem('denied', 'the service account may not read tokenGroups')
  return { name: entry.dn, groups }
}

/** Whether a name that an administrator wrote is a distinguished one. */
const isDistinguished = (name: string) => /^[A-Za-z][A-Za-z0-9-]*\s*=/u.test(name)

/** The search for a group by its distinguished name, or by its account name with or without the domain before it. */
export function groupSearch(name: string, { root }: DomainNames): Search {
  const wanted = { attributes: ['objectSid'], bytes: ['objectSid'] }
  const isGroup = is('objectClass', 'group')
  if (isDistinguished(name)) return { base: name, below: new AndFilter({ filters: [isGroup, is('distinguishedName', name)] }), ...wanted }
  return { base: root, below: new AndFilter({ filters: [isGroup, is('sAMAccountName', name.slice(name.indexOf('\\') + 1))] }), ...wanted }
}

/** The domain that stands before an account name, such as `CORP` in `CORP\Board`. */
export const domainBefore = (name: string): string | undefined =>
  isDistinguished(name) || !name.includes('\\') ? undefined : name.slice(0, name.indexOf('\\'))

/** @returns the SID of the only one */
export function groupSid([found, ...more]: readonly Entry[]): string | undefined {
  const sid = found && more.length === 0 ? bytes(found, 'objectSid') : undefined
  return sid && sidText(sid)
}

/** Any container does: people stand in `CN=Users` too. */
export const unitSearch = (name: string): Search => ({ base: name, attributes: ['objectClass'] })

const is = (attribute: string, value: string) => new EqualityFilter({ attribute, value })
