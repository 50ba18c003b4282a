import { registryKeys, type ValueName } from './policies.ts'
import { judged, placeOf, strangers, type Judged, type Registry } from './registry-values.ts'
import type { Mistake, Settings } from './settings.ts'

export type RegistrySettings = {
  /** Settings of the client, as the machine file would have them. */
  found: Record<string, unknown>
  /** Where each was found; `proxy.pac` is where its script was. */
  sources: Record<string, string>
  mistakes: Mistake[]
  /** Whether something is wrong without which the machine must not be used: what was meant to narrow must not be lost. */
  notSetUp: boolean
}

/** Those of one value; `proxy` is made of four. */
const single = {
  server: 'Server', helpdesk: 'Helpdesk', company: 'Company', language: 'Language', domain: 'Domain', site: 'Site', enrolmentCode: 'EnrolmentCode', pins: 'Pins',
} as const satisfies Record<Exclude<keyof Settings, 'proxy' | 'mode' | 'selectedUser'>, ValueName>

const narrowing: readonly ValueName[] = ['Server', 'Pins', 'ProxyMode', 'ProxyServer', 'ProxyBypass', 'ProxyScript']

/**
 * The client's settings out of the registry, as the launcher hands it over: the policy's value, else the installation's. A value that is wrong is
 * named with its key, and none that is weaker counts in its place.
 * @param plainOnLoopback whether `http://` to this machine itself will do: in the development build only (S-05)
 */
export function registrySettings(registry: Registry, plainOnLoopback = false): RegistrySettings {
  const values = judged(registry, plainOnLoopback)
  const proxy = proxyOf(values)
  const ofClient = new Set<ValueName>([...Object.values(single), ...narrowing])
  const mistakes = [
    ...values.flatMap((value) => ('wrong' in value && ofClient.has(value.name) ? [{ name: value.name, where: placeOf(value), what: value.wrong }] : [])),
    ...proxy.mistakes,
    ...(values.some(({ name }) => name === 'Server') ? [] : [{ name: 'Server', where: 'Server', what: `is missing below HKLM\\${registryKeys.policy} and HKLM\\${registryKeys.machine}: the https address of your Gatehouse server` } as const]),
  ]
  const right = Object.entries(single).flatMap(([setting, name]) => {
    const value = values.find((one) => one.name === name)
    return value !== undefined && 'right' in value ? [{ setting, value }] : []
  })
  return {
    found: { ...Object.fromEntries(right.map(({ setting, value }) => [setting, value.right])), ...proxy.found },
    sources: { ...Object.fromEntries(right.map(({ setting, value }) => [setting, placeOf(value)])), ...proxy.sources },
    mistakes: [
      ...mistakes.map(({ where, what }) => ({ where, what })),
      ...[...strangers('policy', registry.policy), ...strangers('machine', registry.machine)].map((where) => ({ where, what: 'is no setting' })),
    ],
    notSetUp: mistakes.some(({ name }) => narrowing.includes(name)),
  }
}

type ProxyMistake = Mistake & { name: ValueName }

/** The way to the server, of its four values. What the chosen way does not need may stay: the installation's under a policy that chose another. */
function proxyOf(values: Judged[]): { found: { proxy?: unknown }; sources: Record<string, string>; mistakes: ProxyMistake[] } {
  const of = (name: ValueName) => values.find((value) => value.name === name)
  const [mode, server, bypass, script] = [of('ProxyMode'), of('ProxyServer'), of('ProxyBypass'), of('ProxyScript')]
  const not = (name: ValueName, where: string, what: string) => ({ found: {}, sources: {}, mistakes: [{ name, where, what }] })
  const nothing = { found: {}, sources: {}, mistakes: [] }

  if (mode === undefined) {
    const left = server ?? script ?? bypass
    return left === undefined ? nothing : not('ProxyMode', 'ProxyMode', `is missing, and ${placeOf(left)} is set: "fixed" or "pac" says that it counts`)
  }
  if (![mode, server, bypass, script].every((value) => value === undefined || 'right' in value)) return nothing
  const way = String(rightOf(mode))
  const needs = (name: ValueName) => not(name, name, `is missing, and ${placeOf(mode)} is "${way}"`)
  const sources = { proxy: placeOf(mode) }
  if (way === 'fixed') {
    return server === undefined ? needs('ProxyServer') : { found: { proxy: { fixed: rightOf(server), ...(bypass && { bypass: rightOf(bypass) }) } }, sources, mistakes: [] }
  }
  if (way === 'pac') {
    return script === undefined ? needs('ProxyScript') : { found: { proxy: { pac: rightOf(script) } }, sources: { ...sources, 'proxy.pac': placeOf(script) }, mistakes: [] }
  }
  return { found: { proxy: way }, sources, mistakes: [] }
}

const rightOf = (value: Judged) => ('right' in value ? value.right : undefined)
