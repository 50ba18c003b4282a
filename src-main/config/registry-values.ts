import * as v from 'valibot'
import { policies, type Policy, registryKeys, type ValueName } from './policies.ts'
import { Origin } from './rules.ts'

/** What one key of the registry has, by the names of its values, as found: REG_SZ as text, REG_DWORD as a number, REG_MULTI_SZ as a list of texts, anything else as null. */
export type RegistryValues = Readonly<Record<string, unknown>>

/** The administrator's policy, and what the installation wrote. */
export type Registry = { policy: RegistryValues; machine: RegistryValues }

/** A value that is set. One that is wrong counts for nothing, and nothing weaker counts in its place. */
export type Judged = { name: ValueName; key: keyof Registry } & ({ right: string | number | readonly string[] } | { wrong: string })

/**
 * Judges every value that is set, each at the strongest place that has it: the policy, else the installation. windows/core/values.cpp does the
 * same, for what the provider and the launcher read; windows/test/vectors/settings.json holds both to it.
 * @param plainOnLoopback whether `http://` to this machine itself will do: in the development build only (S-05)
 */
export function judged(registry: Registry, plainOnLoopback = false): Judged[] {
  const keys = { policy: byName(registry.policy), machine: byName(registry.machine) }
  return policies.flatMap((policy) => {
    const name = policy.value
    const key = keys.policy.has(name.toLowerCase()) ? 'policy' : 'machine'
    const found = keys[key].get(name.toLowerCase())
    return found === undefined ? [] : [{ name, key, ...judge(name === 'Server' ? { ...policy, rule: Origin(plainOnLoopback) } : policy, found) }]
  })
}

/** As an administrator finds it: "HKLM\SOFTWARE\Policies\Gatehouse\Server". */
export const placeOf = ({ name, key }: Pick<Judged, 'name' | 'key'>) => `HKLM\\${registryKeys[key]}\\${name}`

/** Every value of a key that is no setting: a slip of the pen, or for a newer client. */
export const strangers = (key: keyof Registry, values: RegistryValues): string[] =>
  Object.keys(values).filter((name) => !policies.some(({ value }) => value.toLowerCase() === name.toLowerCase())).map((name) => `HKLM\\${registryKeys[key]}\\${name}`)

// Capitals make no difference in the registry.
const byName = (values: RegistryValues) => new Map(Object.entries(values).map(([name, value]) => [name.toLowerCase(), value]))

function judge(policy: Policy, found: unknown): { right: string | number | readonly string[] } | { wrong: string } {
  switch (policy.kind) {
    case 'number':
      return typeof found === 'number' && Number.isInteger(found) && found >= policy.least && found <= policy.most ? { right: found } : { wrong: `must be a whole number (REG_DWORD) from ${policy.least} to ${policy.most}` }
    case 'text':
      return typeof found === 'string' ? by(policy.rule, found) : { wrong: 'must be text (REG_SZ)' }
    case 'list':
      return Array.isArray(found) ? by(policy.rule, found) : { wrong: 'must be a list of texts (REG_MULTI_SZ)' }
  }
}

function by(rule: v.GenericSchema<unknown, string | string[]>, found: unknown): { right: string | string[] } | { wrong: string } {
  const { success, output, issues } = v.safeParse(rule, found)
  return success ? { right: output } : { wrong: issues[0].message }
}
