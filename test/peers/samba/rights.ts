import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { corp, unitDn } from './corp.ts'
import type { Database } from './database.ts'
import { groupDn } from './groups.ts'
import { firstValue } from './ldif.ts'
import { passwordSettingsContainer } from './password-settings.ts'

/** The very file that administrators are given: what is shipped is what is tested. */
export const rightsFile = join(import.meta.dirname, '../../../deploy/active-directory/rights.json')

const Right = v.object({
  id: v.string(),
  set: v.picklist(['recovery', 'attributes', 'hardened', 'password-settings']),
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
 * Gives Gatehouse's group rights of the file, those for units on OU People and nowhere else.
 * @param attributes schemaIDGUIDs of the attributes that a right of the set `attributes` is about
 */
export async function grantRights(database: Database, granted: readonly Right[] = usual, attributes: readonly string[] = []): Promise<void> {
  const account = await sidOf(database, 'Gatehouse')
  for (const { on, ace } of granted) {
    const aces = ace.includes('{attribute}') ? attributes.map((one) => ace.replace('{attribute}', one)) : [ace]
    for (const one of aces) await database.allow(places[on], one.replace('{account}', account))
  }
}

async function sidOf(database: Database, group: 'Gatehouse'): Promise<string> {
  const sid = firstValue(await database.find(`(distinguishedName=${groupDn(group)})`, ['objectSid']), 'objectSid')
  if (sid === undefined) throw new Error(`${group} has no SID`)
  return sid
}
