import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'

/** A value of the registry, below HKEY_LOCAL_MACHINE. */
export type RegistryValue = { key: string; name: string } & ({ kind: 'REG_SZ'; value: string } | { kind: 'REG_DWORD'; value: number } | { kind: 'REG_MULTI_SZ'; value: readonly string[] })

const Registration = v.strictObject({
  class: v.string(),
  file: v.string(),
  root: v.literal('HKLM'),
  view: v.literal(64),
  values: v.array(v.strictObject({ key: v.string(), name: v.string(), kind: v.literal('REG_SZ'), value: v.string() })),
})

/** windows/provider/registration.json: what makes the credential provider known to Windows. `[ProgramFolder]` stands for where it is installed, with a backslash at its end. */
export const registration = v.parse(Registration, JSON.parse(readFileSync(join(import.meta.dirname, '../../windows/provider/registration.json'), 'utf8')))

/** What makes the provider registered. @param folder where it is installed, with a backslash at its end */
export function readRegistration(folder: string): RegistryValue[] {
  return registration.values.map((value) => ({ ...value, value: value.value.replace('[ProgramFolder]', folder) }))
}
