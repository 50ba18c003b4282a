import { join } from 'node:path'
import { run } from './program.ts'
import { mustRunOf, ofSamba, type Samba } from './which.ts'

/** A domain's database, edited in place as its owner: no rights, no password rules on ages. Works while Samba runs. */
export type Database = {
  add(ldif: string): Promise<void>
  /** Also lets an account be that of a trust between domains, which otherwise only the domains themselves make. */
  addTrust(ldif: string): Promise<void>
  change(ldif: string): Promise<void>
  /** Also lets `pwdLastSet` be any time; otherwise the directory only takes "now" and "never". */
  changeTimes(ldif: string): Promise<void>
  /** For the schema, of which a controller otherwise takes no change. */
  changeSchema(ldif: string): Promise<void>
  /** For `nTSecurityDescriptor` in SDDL: changes the discretionary part alone, and leaves owner and auditing. */
  changeDacl(ldif: string): Promise<void>
  /** Adds access control entries in SDDL to an object; those that it has already are not added again. */
  allow(dn: string, aces: string): Promise<void>
  /** @returns the rights on an object, in SDDL: what `changeDacl` takes */
  dacl(dn: string): Promise<string>
  /** @returns LDIF of the entries that `filter` finds, computed attributes too */
  find(filter: string, attributes: readonly string[]): Promise<string>
}

// DSDB_CONTROL_PASSWORD_BYPASS_LAST_SET_OID in Samba's source/dsdb/samdb/samdb.h.
const ANY_TIME = '--controls=local_oid:1.3.6.1.4.1.7165.4.3.12:0'

// DSDB_CONTROL_PERMIT_INTERDOMAIN_TRUST_UAC_OID, ibid.
const A_TRUST = '--controls=local_oid:1.3.6.1.4.1.7165.4.3.23:0'
// MS-ADTS 3.1.1.3.4.1.11, DACL_SECURITY_INFORMATION.
const DACL_ONLY = '--controls=sd_flags:1:4'

/** @param folder a provisioned folder or a clone of one */
export function database(folder: string, samba: Samba = 'usual'): Database {
  const where = [`--configfile=${join(folder, 'etc/smb.conf')}`, '-H', join(folder, 'private/sam.ldb')]
  const edit = (program: 'ldbadd' | 'ldbmodify', args: readonly string[], ldif: string) => editWith(ofSamba(samba, program), args, ldif)
  return {
    add: (ldif) => edit('ldbadd', where, ldif),
    addTrust: (ldif) => edit('ldbadd', [...where, A_TRUST], ldif),
    change: (ldif) => edit('ldbmodify', where, ldif),
    changeTimes: (ldif) => edit('ldbmodify', [...where, ANY_TIME], ldif),
    changeSchema: (ldif) => edit('ldbmodify', [...where, '--option=dsdb:schema update allowed=yes'], ldif),
    changeDacl: (ldif) => edit('ldbmodify', [...where, DACL_ONLY], ldif),
    allow: async (dn, aces) => {
      // It puts each before all others. Reversed, they stand in the order given: what is denied first, as Windows has it.
      const reversed = aces.match(/\([^()]*\)/g)?.reverse().join('') ?? aces
      await mustRunOf(samba, 'samba-tool', ['dsacl', 'set', ...where, `--objectdn=${dn}`, `--sddl=${reversed}`])
    },
    dacl: async (dn) => {
      const printed = await mustRunOf(samba, 'samba-tool', ['dsacl', 'get', ...where, `--objectdn=${dn}`])
      const dacl = /D:[^\n]*?(?=S:|$)/m.exec(printed)?.[0]
      if (dacl === undefined) throw new Error(`no rights of ${dn} in: ${printed}`)
      return dacl
    },
    find: (filter, attributes) => mustRunOf(samba, 'ldbsearch', [...where, filter, ...attributes]),
  }
}

async function editWith([program, ...first]: [string, ...string[]], args: readonly string[], ldif: string): Promise<void> {
  const { code, out, err } = await run(program, [...first, ...args], { input: ldif })
  // When entries before the bad one were taken, they say success, and leave out the rest.
  if (code !== 0 || /^ERR: /m.test(err)) throw new Error(`${[program, ...first].at(-1) ?? program} ended with ${code}: ${err || out}`)
}
