import { createHash } from 'node:crypto'
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { claimAddress } from '../address.ts'
import { corp, hostOf, type SeveralName } from '../corp.ts'
import { database } from '../database.ts'
import { replaced } from '../ldif.ts'
import { serviceAccount } from '../people.ts'
import { mustRun } from '../program.ts'
import { provision } from '../provision.ts'
import { waitUntilReady } from '../ready.ts'
import { startSamba } from '../samba-process.ts'
import { folders, smbConf } from '../smb-conf.ts'
import { ADMINISTRATOR, type Addresses, amongControllers } from './as-controllers.ts'

/** What a controller serves that others join or copy from. */
export const SERVICES = 'ldap, cldap, kdc, rpc, drepl'
/** Where the second controller stands; the others are where Windows puts them. */
export const SECOND_SITE = 'Berlin'

// MS-ADTS 2.2.16: a normal account whose password does not expire. A cached domain must still be signed in to in a year.
const NEVER_EXPIRES = `${0x200 | 0x1_0000}`

/**
 * The domain of `provision()` with two more controllers that joined it: a writable one and a read-only one. Built once (some 40 s),
 * then found in the cache. @returns a folder with one folder for each controller, never to be changed: clone them
 */
export async function provisionSeveral(): Promise<string> {
  const first = await provision('usual')
  const kept = join(dirname(first), `several-samba-${await recipeHash(first)}`)
  if (await exists(kept)) return kept
  // They run while they are built, and the paths of their sockets must stay below 108 characters (unix(7)): not in the cache, which
  // may lie deep.
  const building = await mkdtemp(join(tmpdir(), 'gatehouse-several-'))
  const copied = await mkdtemp(join(dirname(first), 'building-several-'))
  try {
    await build(first, building)
    await mustRun('cp', ['-aT', '--sparse=always', building, copied])
    await rename(copied, kept).catch(async (error: unknown) => {
      if (!(await exists(kept))) throw error
    })
  } finally {
    for (const folder of [building, copied]) await rm(folder, { recursive: true, force: true })
  }
  for (const name of await readdir(dirname(kept))) {
    if (name.startsWith('several-samba-') && name !== basename(kept)) await rm(join(dirname(kept), name), { recursive: true, force: true })
  }
  return kept
}

async function build(first: string, building: string): Promise<void> {
  const folder = (name: SeveralName) => join(building, name)
  const claims = [await claimAddress(), await claimAddress(), await claimAddress()] as const
  const addresses: Addresses = { dc1: claims[0].address, dc2: claims[1].address, rodc: claims[2].address }
  const conf = (name: SeveralName) => writeFile(join(folder(name), 'etc/smb.conf'), smbConf(folder(name), addresses[name], { name, services: SERVICES }))

  await mustRun('cp', ['-aT', '--sparse=always', first, folder('dc1')])
  await conf('dc1')
  const local = (...args: string[]) => mustRun('samba-tool', [...args, `--configfile=${join(folder('dc1'), 'etc/smb.conf')}`, '-H', join(folder('dc1'), 'private/sam.ldb')])
  await local('user', 'setpassword', 'Administrator', `--newpassword=${ADMINISTRATOR}`)
  await local('sites', 'create', SECOND_SITE)
  // A read-only controller can check the service account's password by itself only when it may keep it.
  await local('group', 'addmembers', 'Allowed RODC Password Replication Group', serviceAccount.name)
  await database(folder('dc1'), 'usual').change(replaced(serviceAccount.dn, { userAccountControl: NEVER_EXPIRES }))

  const samba = startSamba(folder('dc1'))
  try {
    await waitUntilReady(addresses.dc1, await readFile(join(folder('dc1'), 'tls/ca.pem'), 'utf8'), samba.ended)
    for (const [name, role, ...more] of [['dc2', 'DC', `--site=${SECOND_SITE}`], ['rodc', 'RODC']] as const) {
      for (const one of folders) await mkdir(join(folder(name), one), { recursive: true, mode: 0o755 })
      await cp(join(folder('dc1'), 'tls'), join(folder(name), 'tls'), { recursive: true, mode: 0 })
      await conf(name)
      await amongControllers(addresses, folder(name), ['domain', 'join', corp.dnsDomain, role, `--server=${hostOf('dc1')}`, '--dns-backend=NONE', '--backend-store=tdb', ...more])
    }
    await amongControllers(addresses, folder('rodc'), ['rodc', 'preload', serviceAccount.name, `--server=${hostOf('dc1')}`])
  } finally {
    await samba.stop()
    for (const { release } of claims) release()
  }
}

/** Over the domain's own recipe, which its folder is named after, and every file here. */
async function recipeHash(first: string): Promise<string> {
  const hash = createHash('sha256').update(basename(first))
  const files = (await readdir(import.meta.dirname)).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
  for (const name of files.sort()) hash.update(await readFile(join(import.meta.dirname, name)))
  return hash.digest('hex').slice(0, 16)
}

const exists = (path: string): Promise<boolean> => stat(path).then(() => true, () => false)
