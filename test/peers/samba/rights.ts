import { join } from 'node:path'
import { unitDn } from './corp.ts'
import { database } from './database.ts'
import { firstValue } from './ldif.ts'
import { serviceAccount } from './people.ts'
import { mustRun } from './program.ts'

const USER = 'bf967aba-0de6-11d0-a285-00aa003049e2'
const RESET_PASSWORD = '00299570-246d-11d0-a768-00aa006e0529'
const LOCKOUT_TIME = '28630ebf-41d5-11d1-a9c1-0000f80367c1'
const PWD_LAST_SET = 'bf967a0a-0de6-11d0-a285-00aa003049e2'

/** Gives the service account, on OU People and nowhere else, the least that an unlock and a set password need. */
export async function grantRights(folder: string): Promise<void> {
  const found = await database(folder).find(`(sAMAccountName=${serviceAccount.name})`, ['objectSid'])
  const sid = firstValue(found, 'objectSid')
  if (sid === undefined) throw new Error('the service account has no SID')
  // CIIO: for the users below the unit, not for the unit itself.
  const sddl = [
    `(OA;CIIO;CR;${RESET_PASSWORD};${USER};${sid})`,
    `(OA;CIIO;RPWP;${LOCKOUT_TIME};${USER};${sid})`,
    `(OA;CIIO;RPWP;${PWD_LAST_SET};${USER};${sid})`,
  ].join('')
  const where = [`--configfile=${join(folder, 'etc/smb.conf')}`, '-H', join(folder, 'private/sam.ldb')]
  await mustRun('samba-tool', ['dsacl', 'set', ...where, `--objectdn=${unitDn('People')}`, `--sddl=${sddl}`])
}
