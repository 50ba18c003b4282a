import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { makeCertificate } from '../certificate.ts'
import type { DomainNames } from '../corp.ts'
import { database } from '../database.ts'
import { added, extended, firstValue, replaced } from '../ldif.ts'
import type { Details, Person } from '../people.ts'
import { newPerson } from '../person-entry.ts'
import { provision } from '../provision.ts'
import { rights } from '../rights.ts'
import { folders, smbConf } from '../smb-conf.ts'
import { mustRunOf } from '../which.ts'

export const partner = {
  realm: 'PARTNER.EXAMPLE.TEST', netbios: 'PARTNER', dnsDomain: 'partner.example.test', hostName: 'pdc', host: 'pdc.partner.example.test', base: 'DC=partner,DC=example,DC=test',
} as const satisfies DomainNames

/** What its forest says instead of its name. */
const PARTNER_SUFFIX = 'partner.example'

/** `ada` is a namesake of the one in CORP, `lise` is here alone. */
export const partnerPeople = {
  ada: person('ada', { displayName: 'Ada Partner', state: 'locked', privateMail: 'ada.partner@private.example', password: 'Walnut-Ladder-Comet-51' }),
  lise: person('lise', { displayName: 'Lise Partner', state: 'locked', privateMail: 'lise@private.example', password: 'Copper-Island-Violet-62' }),
} as const
export type PartnerName = keyof typeof partnerPeople

export const partnerService = person('svc-gatehouse', { displayName: 'Gatehouse Service', state: 'usable', password: 'Granite-Signal-Turbine-40-Basalt', unit: 'Services' })

function person(name: string, details: Details): Person {
  const unit = details.unit ?? 'People'
  return { ...details, name, unit, dn: `CN=${details.displayName},OU=${unit},${partner.base}`, upn: `${name}@${partner.dnsDomain}`, account: `${partner.netbios}\\${name}` }
}

/** Built once, then found in the cache, beside CORP. @returns a folder never to be changed: clone it */
export async function provisionPartner(): Promise<string> {
  const first = await provision('usual')
  const hash = createHash('sha256').update(basename(first)).update(await readFile(import.meta.filename)).digest('hex').slice(0, 16)
  const kept = join(dirname(first), `partner-samba-${hash}`)
  if (await exists(kept)) return kept
  const building = await mkdtemp(join(dirname(first), 'building-partner-'))
  try {
    await build(building)
    await rename(building, kept).catch(async (error: unknown) => {
      if (!(await exists(kept))) throw error
    })
  } finally {
    await rm(building, { recursive: true, force: true })
  }
  for (const name of await readdir(dirname(kept))) {
    if (name.startsWith('partner-samba-') && name !== basename(kept)) await rm(join(dirname(kept), name), { recursive: true, force: true })
  }
  return kept
}

async function build(folder: string): Promise<void> {
  for (const name of folders) await mkdir(join(folder, name), { mode: 0o755 })
  await makeCertificate(folder, partner, [partner.host])
  const conf = join(folder, 'etc/smb.conf')
  await writeFile(conf, smbConf(folder, '127.0.0.1', { domain: partner }))
  await mustRunOf('usual', 'samba-tool', [
    ...['domain', 'provision', `--configfile=${conf}`, `--realm=${partner.realm}`, `--domain=${partner.netbios}`, `--host-name=${partner.hostName}`],
    ...['--host-ip=127.0.0.1', '--server-role=dc', '--dns-backend=NONE', '--backend-store=tdb'],
  ])
  const data = database(folder)
  const gatehouse = `CN=Gatehouse,OU=Services,${partner.base}`
  await data.add([
    ...['People', 'Services'].map((unit) => added(`OU=${unit},${partner.base}`, { objectClass: 'organizationalUnit' })),
    ...[...Object.values(partnerPeople), partnerService].map(newPerson),
    added(gatehouse, { objectClass: 'group', sAMAccountName: 'Gatehouse' }),
  ].join(''))
  await data.change(extended(gatehouse, 'member', [partnerService.dn]) + replaced(`CN=Partitions,CN=Configuration,${partner.base}`, { uPNSuffixes: [PARTNER_SUFFIX] })
    + replaced(partner.base, { lockoutThreshold: '3' }))
  const sid = firstValue(await data.find('(sAMAccountName=Gatehouse)', ['objectSid']), 'objectSid') ?? ''
  await data.allow(`OU=People,${partner.base}`, rights.filter(({ set }) => set === 'recovery').map(({ ace }) => ace.replaceAll('{account}', sid)).join(''))
}

const exists = (path: string): Promise<boolean> => stat(path).then(() => true, () => false)
