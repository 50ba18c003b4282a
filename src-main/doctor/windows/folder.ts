import { type Finding, findingsOf } from '../finding.ts'
import { type Facts, isUntold } from './facts.ts'
import { untold } from './where.ts'

/** All restricted app packages: as such Chromium's sandbox starts the process that draws the page. */
const RESTRICTED = 'S-1-15-2-2'
/** SYSTEM, Administrators, TrustedInstaller, and whoever made a file, who was one of them (SDDL, MS-DTYP 2.5.1.1). */
const mayChange = new Set(['SY', 'BA', 'S-1-5-18', 'S-1-5-32-544', 'S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464', 'CO', 'S-1-3-0'])

const READ_AND_EXECUTE = 0x1200a9
/** Of a folder: add a file, add a folder, delete what is in it, delete it, change its rights or its owner; and GENERIC_ALL, GENERIC_WRITE. */
const CHANGES = 0x2 | 0x4 | 0x40 | 0x10000 | 0x40000 | 0x80000 | 0x10000000 | 0x40000000
/** MS-DTYP 2.4.3 and 2.5.1.1. */
const rightsByName: Readonly<Record<string, number>> = {
  GA: 0x1f01ff, GR: 0x120089, GW: 0x120116, GX: 0x1200a0, FA: 0x1f01ff, FR: 0x120089, FW: 0x120116, FX: 0x1200a0,
  SD: 0x10000, RC: 0x20000, WD: 0x40000, WO: 0x80000, CC: 0x1, DC: 0x2, LC: 0x4, SW: 0x8, RP: 0x10, WP: 0x20, DT: 0x40, LO: 0x80, CR: 0x100,
}

type Entry = { allows: boolean; flags: string; rights: number; who: string }

/** @param sddl "D:…(A;OICI;0x1200a9;;;BU)…" */
export function entriesOf(sddl: string): Entry[] {
  return [...sddl.matchAll(/\((A|D);([A-Z]*);([^;)]*);[^;)]*;[^;)]*;([^;)]+)\)/g)].map(([, kind, flags = '', rights = '', who = '']) =>
    ({ allows: kind === 'A', flags, rights: /^\d/.test(rights) ? Number(rights) : (rights.match(/../g) ?? []).reduce((sum, name) => sum | (rightsByName[name] ?? 0), 0), who }))
}

/** Whether the sandbox can read the program, and nobody but administrators can change it. */
export function folderFinding({ folder: { path, acl } }: Facts): Finding {
  const { ok, wrong } = findingsOf('folder')
  if (isUntold(acl)) return untold('folder', acl)
  const entries = entriesOf(acl)
  const facts = { path, acl }
  const changes = entries.filter(({ allows, rights, who }) => allows && (rights & CHANGES) !== 0 && !mayChange.has(who))
  if (changes.length > 0) return wrong(`${path} can be changed by ${changes.map(({ who }) => who).join(', ')}: whoever may do that decides what runs at the sign-in screen`, 'install below Program Files, and give nobody else more than to read', facts)
  const forSandbox = entries.filter(({ who, flags }) => who === RESTRICTED && flags.includes('OI') && flags.includes('CI'))
  const reads = forSandbox.some(({ allows, rights }) => allows && (rights & READ_AND_EXECUTE) === READ_AND_EXECUTE) && !forSandbox.some(({ allows }) => !allows)
  if (reads) return ok(`${path} can be read by the sandbox of the page, and changed by administrators alone`, facts)
  return wrong(`${path} cannot be read by "All restricted application packages" (${RESTRICTED}): the process that draws the page does not start`, `elevated: icacls "${path}" /grant *${RESTRICTED}:(OI)(CI)(RX); or repair the package`, facts)
}
