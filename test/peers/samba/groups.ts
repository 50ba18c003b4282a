import { corp, unitDn } from './corp.ts'
import { added, extended } from './ldif.ts'
import type { Person } from './people.ts'

/**
 * `Gatehouse` has the rights. `Strict Passwords` has rules of its own (`password-settings.ts`). `Tier Zero` makes its members
 * administrators through one group more. The others every domain has.
 */
export type GroupName = 'Gatehouse' | 'Strict Passwords' | 'Tier Zero' | 'Domain Admins' | 'Protected Users'

const builtIn: ReadonlySet<GroupName> = new Set(['Domain Admins', 'Protected Users'])
const own: readonly GroupName[] = ['Gatehouse', 'Strict Passwords', 'Tier Zero']

export const groupDn = (group: GroupName): string =>
  `CN=${group},${builtIn.has(group) ? `CN=Users,${corp.base}` : unitDn('Services')}`

/** @returns the LDIF of our groups, one inside Domain Admins. */
export const newGroups = (): string =>
  own.map((group) => added(groupDn(group), { objectClass: 'group', sAMAccountName: group })).join('')

/** @returns the LDIF that puts everybody, and a group, where they belong. */
export const memberships = (everybody: readonly Person[]): string =>
  [
    extended(groupDn('Domain Admins'), 'member', [groupDn('Tier Zero')]),
    ...everybody.flatMap(({ dn, groups = [] }) => groups.map((group) => extended(groupDn(group), 'member', [dn]))),
  ].join('')
