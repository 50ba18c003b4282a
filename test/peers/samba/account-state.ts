import type { Database } from './database.ts'
import { firstValue } from './ldif.ts'

/** How the directory sees an account now. */
export type AccountState = { locked: boolean; disabled: boolean; passwordExpired: boolean; mustChange: boolean }

/** @returns the state, or nothing for a name that nobody has */
export async function accountState(database: Database, name: string): Promise<AccountState | undefined> {
  const attributes = ['userAccountControl', 'msDS-User-Account-Control-Computed', 'pwdLastSet']
  // RFC 4515: what would end or widen the filter goes in as hex.
  const escaped = name.replaceAll(/[\\*()\0]/g, (one) => `\\${one.charCodeAt(0).toString(16).padStart(2, '0')}`)
  const found = await database.find(`(sAMAccountName=${escaped})`, attributes)
  const [flags, computed, lastSet] = attributes.map((attribute) => firstValue(found, attribute))
  if (flags === undefined || computed === undefined) return undefined
  // MS-ADTS 2.2.16 and 3.1.1.4.5.17.
  return {
    disabled: (Number(flags) & 0x2) !== 0,
    locked: (Number(computed) & 0x10) !== 0,
    passwordExpired: (Number(computed) & 0x80_0000) !== 0,
    mustChange: lastSet === '0',
  }
}
