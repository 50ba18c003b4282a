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

/** What Gatehouse needs in any domain; the others are for domains where less may be read. */
const usual = rights.filter(({ set }) => set === 'recovery')

/**
 * Gives Gatehouse's group rights of the file, and takes from it every other that it has in those places.
 * @param attributes schemaIDGUIDs of the attributes that a right with `{attribute}` is about
 */
export type Grant = (granted: readonly Right[], attributes?: readonly string[]) => Promise<void>

/** @param unit where the rights for units are given, and nowhere else */
export async function rightsOf(database: Database, unit = unitDn('People')): Promise<Grant> {
  const account = await sidOf(database, 'Gatehouse')
  const places: Place[] = []
  for (const [on, dn] of Object.entries({ unit, domain: corp.base, 'password-settings': passwordSettingsContainer })) {
    const dacl = await database.dacl(dn)
    places.push({ on, dn, now: dacl, without: dacl.replaceAll(/\([^()]*\)/g, (ace) => (ace.endsWith(`;${account})`) ? '' : ace)) })
  }
  return async (granted, attributes = []) => {
    for (const place of places) {
      const aces = granted.filter(({ on }) => on === place.on).map(({ ace }) => ace.replaceAll('{account}', account))
        .flatMap((ace) => (ace.includes('{attribute}') ? attributes.map((one) => ace.replaceAll('{attribute}', one)) : [ace])).join('')
      const wanted = place.without.replace(/\(|$/, (rest) => aces + rest)
      if (wanted === place.now) continue
      await database.changeDacl(replaced(place.dn, { nTSecurityDescriptor: wanted }))
      place.now = wanted
    }
  }
}

/** `now`: the rights on it, in SDDL; `without`: the same without any of Gatehouse's. */
type Place = { readonly on: string; readonly dn: string; now: string; readonly without: string }

/** The rights that a domain starts with, on OU People. */
export const grantRights = async (database: Database, granted: readonly Right[] = usual): Promise<void> => (await rightsOf(database))(granted)

async function sidOf(database: Database, group: 'Gatehouse'): Promise<string> {
  const sid = firstValue(await database.find(`(distinguishedName=${groupDn(group)})`, ['objectSid']), 'objectSid')
  if (sid === undefined) throw new Error(`${group} has no SID`)
  return sid
}
