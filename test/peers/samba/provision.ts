import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { makeCertificate } from './certificate.ts'
import { corp, unitDn } from './corp.ts'
import type { Unit } from './corp.ts'
import { database } from './database.ts'
import { added } from './ldif.ts'
import { memberships, newGroups } from './groups.ts'
import { newComputer, newTrust } from './not-people.ts'
import { setOwnRights } from './own-rights.ts'
import { newPasswordSettings } from './password-settings.ts'
import { people, serviceAccount } from './people.ts'
import type { Person } from './people.ts'
import { newPerson } from './person-entry.ts'
import { grantRights, rightsFile } from './rights.ts'
import { rulesLdif, startingRules } from './rules.ts'
import { folders, smbConf } from './smb-conf.ts'
import { mustRunOf, type Samba, versionOf } from './which.ts'

const CACHE = join(import.meta.dirname, '../../../node_modules/.cache/gatehouse')

/**
 * Provisions the domain once; later calls find it in the cache.
 * Two at the same time both build, each in a folder of its own; the first to finish is kept.
 * @returns the folder, never to be changed or served: clone it
 */
export async function provision(samba: Samba = 'usual', cache: string = CACHE): Promise<string> {
  const kept = join(cache, `${samba}-samba-${await recipeHash(samba)}`)
  if (await exists(kept)) return kept
  await mkdir(cache, { recursive: true })
  const building = await mkdtemp(join(cache, `building-${samba}-samba-`))
  try {
    await build(building, samba)
    await rename(building, kept).catch(async (error: unknown) => {
      if (!(await exists(kept))) throw error
    })
  } finally {
    await rm(building, { recursive: true, force: true })
  }
  await forgetOthers(cache, kept, samba)
  return kept
}

async function build(folder: string, samba: Samba): Promise<void> {
  for (const name of folders) await mkdir(join(folder, name), { mode: 0o755 })
  await makeCertificate(folder)
  // The address is a place-holder: a clone gets a configuration of its own.
  const conf = join(folder, 'etc/smb.conf')
  await writeFile(conf, smbConf(folder, '127.0.0.1'))
  // Without --adminpass the administrator gets a random password that nobody needs to know.
  await mustRunOf(samba, 'samba-tool', [
    ...['domain', 'provision', `--configfile=${conf}`, `--realm=${corp.realm}`, `--domain=${corp.netbios}`],
    ...[`--host-name=${corp.hostName}`, '--host-ip=127.0.0.1', '--server-role=dc', '--dns-backend=NONE'],
    ...['--backend-store=tdb'],
  ])
  const units: Unit[] = ['People', 'Contractors', 'Services']
  const entries = [
    ...units.map((unit) => added(unitDn(unit), { objectClass: 'organizationalUnit' })),
    ...everybody.map(newPerson),
    newComputer(),
    newGroups(),
    newPasswordSettings(),
  ]
  const data = database(folder, samba)
  await data.add(entries.join(''))
  await data.addTrust(newTrust())
  await data.change(memberships(everybody) + rulesLdif(startingRules))
  await setOwnRights(data, everybody)
  await grantRights(data)
}

const everybody: readonly Person[] = [...Object.values(people), serviceAccount]

/** Over Samba's version and every file here: which of them shape the folder is nothing to keep a list of. */
async function recipeHash(samba: Samba): Promise<string> {
  const hash = createHash('sha256').update(await versionOf(samba))
  const files = (await readdir(import.meta.dirname)).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
  for (const name of files.sort()) hash.update(await readFile(join(import.meta.dirname, name)))
  hash.update(await readFile(rightsFile))
  return hash.digest('hex').slice(0, 16)
}

/** Earlier recipes, and what a killed process left half built (an hour: nobody is still at it). */
async function forgetOthers(cache: string, kept: string, samba: Samba): Promise<void> {
  for (const name of await readdir(cache)) {
    const folder = join(cache, name)
    const earlier = name.startsWith(`${samba}-samba-`) && name !== basename(kept)
    const leftOver = name.startsWith(`building-${samba}-samba-`) && Date.now() - (await changed(folder)) > 3_600_000
    if (earlier || leftOver) await rm(folder, { recursive: true, force: true })
  }
}

/** @returns when the folder last changed, ms; for one that another process just took away, now */
const changed = (folder: string): Promise<number> =>
  stat(folder).then(
    ({ mtimeMs }) => mtimeMs,
    () => Date.now(),
  )

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  )
