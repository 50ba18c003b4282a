import { join } from 'node:path'
import { mustRun } from './program.ts'

/** A domain's database, edited in place as its owner: no rights, no password rules on ages. Works while Samba runs. */
export type Database = {
  add(ldif: string): Promise<void>
  change(ldif: string): Promise<void>
  /** Also lets `pwdLastSet` be any time; otherwise the directory only takes "now" and "never". */
  changeTimes(ldif: string): Promise<void>
  /** @returns LDIF of the entries that `filter` finds, computed attributes too */
  find(filter: string, attributes: readonly string[]): Promise<string>
}

// DSDB_CONTROL_PASSWORD_BYPASS_LAST_SET_OID in Samba's source/dsdb/samdb/samdb.h.
const ANY_TIME = '--controls=local_oid:1.3.6.1.4.1.7165.4.3.12:0'

/** @param folder a provisioned folder or a clone of one */
export function database(folder: string): Database {
  const where = [`--configfile=${join(folder, 'etc/smb.conf')}`, '-H', join(folder, 'private/sam.ldb')]
  return {
    add: (ldif) => edit('ldbadd', where, ldif),
    change: (ldif) => edit('ldbmodify', where, ldif),
    changeTimes: (ldif) => edit('ldbmodify', [...where, ANY_TIME], ldif),
    find: (filter, attributes) => mustRun('ldbsearch', [...where, filter, ...attributes]),
  }
}

async function edit(program: 'ldbadd' | 'ldbmodify', args: readonly string[], ldif: string): Promise<void> {
  await mustRun(program, args, { input: ldif })
}
