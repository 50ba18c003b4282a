import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { corp, unitDn } from './corp.ts'
import type { Database } from './database.ts'
import { groupDn } from './groups.ts'
import { firstValue, replaced } from './ldif.ts'
import { passwordSettingsContainer } from './password-settings.ts'

/** The very file that administrators are given: what is shipped is what is tested. */
export const rightsFile = join(import.meta.dirname, '../../../deploy/active-directory/rights.json')

const Right = v.object({
  id: v.string(),
  set: v.picklist(['recovery', 'attributes', 'confidential-attributes', 'hardened', 'password-settings']),
  on: v.picklist(['unit', 'domain', 'password-settings']),
  ace: v.string(),
  what: v.string(),
  without: v.string(),
})
export type Right = v.InferOutput<typeof Right>

export const rights: readonly Right[] = v.parse(v.object({ rights: v.array(Right) }), JSON.parse(readFileSync(rightsFile, 'utf8'))).rights

const places = { unit: unitDn('People'), domain: corp.base, 'password-settings': passwordSettingsContainer }

/** What Gatehouse needs in any domain; the others are for domains where less may be read. */
const usual = rights.filter(({ set }) => set === 'recovery')

/**
 * Gives Gatehouse's group rights of the file, those for units on OU People and nowhere else, and takes from it every other that it has.
 * @param attributes schemaIDGUIDs of the attributes that a right with `{attribute}` is about
 * @returns gives back what was there before
 */
export async function grantRights(database: Database, granted: readonly Right[] = usual, attributes: readonly string[] = []): Promise<() => Promise<void>> {
  const account = await sidOf(database, 'Gatehouse')
  const befores: { dn: string; dacl: string }[] = []
  for (const [on, dn] of Object.entries(places)) {
    const dacl = await database.dacl(dn)
    const aces = granted.filter((right) => right.on === on).map(({ ace }) => ace.replaceAll('{account}', account))
      .flatMap((ace) => (ace.includes('{attribute}') ? attributes.map((one) => ace.replaceAll('{attribute}', one)) : [ace])).join('')
    const after = dacl.replaceAll(/\([^()]*\)/g, (ace) => (ace.endsWith(`;${account})`) ? '' : ace)).replace(/\(|$/, (rest) => aces + rest)
    if (after === dacl) continue
    befores.push({ dn, dacl })
    await database.changeDacl(replaced(dn, { nTSecurityDescriptor: after }))
  }
  return async () => {
    for (const { dn, dacl } of befores) await database.changeDacl(replaced(dn, { nTSecurityDescriptor: dacl }))
  }
}

async function sidOf(database: Database, group: 'Gatehouse'): Promise<string> {
  const sid = firstValue(await database.find(`(distinguishedName=${groupDn(group)})`, ['objectSid']), 'objectSid')
  if (sid === undefined) throw new Error(`${group} has no SID`)
  return sid
}
