import type { Database } from './database.ts'
import { replaced } from './ldif.ts'
import type { Person } from './people.ts'

// MS-ADTS 5.1.3.2.1: the extended right User-Change-Password, denied to the person and to everybody.
const CHANGE_PASSWORD = 'ab721a53-1e2f-11d0-9819-00aa0040529b'
const CANNOT_CHANGE = `(OD;;CR;${CHANGE_PASSWORD};;PS)(OD;;CR;${CHANGE_PASSWORD};;WD)`

// What Windows copies from AdminSDHolder every hour (MS-ADTS 3.1.1.6.1): protected, so that no unit above gives rights on it.
const ADMINISTRATORS_ONLY = [
  'D:PAI(A;;RPWPCRCCDCLCLORCWOWDSDDTSW;;;SY)(A;;RPWPCRCCLCLORCWOWDSDSW;;;BA)(A;;RPWPCRCCLCLORCWOWDSW;;;DA)',
  `(A;;RPWPCRCCLCLORCWOWDSW;;;EA)(A;;RPLCLORC;;;AU)(OA;;CR;${CHANGE_PASSWORD};;WD)(OA;;CR;${CHANGE_PASSWORD};;PS)`,
].join('')

/** Gives those people rights of their own whose state is made of them. */
export async function setOwnRights(database: Database, everybody: readonly Person[]): Promise<void> {
  for (const { dn, state, adminCount } of everybody) {
    if (adminCount) await database.changeDacl(replaced(dn, { nTSecurityDescriptor: ADMINISTRATORS_ONLY }))
    if (state === 'cannot change password') await database.allow(dn, CANNOT_CHANGE)
  }
}
