import { machineFilePlace, readMachineFile, type Machine } from './machine-file.ts'
import { readPac } from './pac-file.ts'
import type { Registry } from './registry-values.ts'
import { registrySettings, type RegistrySettings } from './registry.ts'
import { readSettings, type Mistake, type Settings } from './settings.ts'

export type Config = Settings & {
  /** All of them, for the administrator. With any, the client only says that this machine is not set up. */
  mistakes: Mistake[]
  /** Where each setting was found; what is not here is as it is by default. */
  sources: Readonly<Record<string, string>>
  /** The text of a PAC script that is a file. */
  pacScript?: string
}

/** What only the development build takes from whoever starts it. */
export type Overrides = { file?: string; mode?: 'kiosk' | 'window'; dns?: string; keyInMemory?: boolean }

/**
 * The machine's settings, strongest source first: the command line (development build only), the registry, where the launcher handed it over, in its
 * own order (policy, installation), else the machine file; defaults.
 * @param overrides absent in the packaged build, which then also refuses http:// and files that its user can write
 * @param registry as handed over; where it is there, no file is read
 */
export function loadConfig(machine: Machine, overrides?: Overrides, registry?: Registry): Config {
  const development = overrides !== undefined
  const strong = registry === undefined ? ofFile(overrides?.file ?? machineFilePlace(machine), machine, development) : registrySettings(registry, development)
  const places: Place[] = [{ name: () => 'the command line', found: overrides?.mode ? { mode: overrides.mode } : {} }, { name: (setting) => strong.sources[setting] ?? '', found: strong.found }]
  const merged = places.reduceRight((weaker, { found }) => ({ ...weaker, ...found }), {})
  const sources = places.reduceRight((weaker, { name, found }) => ({ ...weaker, ...Object.fromEntries(Object.keys(found).map((setting) => [setting, name(setting)])) }), {})
  const { settings, mistakes } = readSettings(merged, development)
  const pac = readPac(settings.proxy, machine, development)
  return {
    ...settings, sources, ...(pac.script !== undefined && { pacScript: pac.script }),
    // A proxy that cannot be found out must not become none.
    ...((pac.mistakes.length > 0 || strong.notSetUp) && { server: undefined }),
    mistakes: [
      ...strong.mistakes,
      // A file that is not there explains why everything in it is missing; the registry has named its mistakes by their keys.
      ...(strong.mistakes.length > 0 ? [] : mistakes),
      ...pac.mistakes.map(({ where, what }) => ({ where: strong.sources[where] ?? where, what })),
    ],
  }
}

/** All from one file, or what is wrong with the whole of it. */
function ofFile(file: string, machine: Machine, development: boolean): RegistrySettings {
  const { found, mistakes } = readMachineFile(file, machine, development)
  return { found, mistakes, notSetUp: false, sources: Object.fromEntries(Object.keys(found).map((setting) => [setting, file])) }
}

/** Somewhere settings come from. */
type Place = { name: (setting: string) => string; found: Record<string, unknown> }
