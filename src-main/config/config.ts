import { machineFilePlace, readMachineFile, type Machine } from './machine-file.ts'
import { readPac } from './pac-file.ts'
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
 * The machine's settings, strongest source first: the command line (development build only), the machine file, defaults.
 * The administrator's policy will stand above the machine file, in `places` below.
 * @param overrides absent in the packaged build, which then also refuses http:// and files that its user can write
 */
export function loadConfig(machine: Machine, overrides?: Overrides): Config {
  const development = overrides !== undefined
  const place = overrides?.file ?? machineFilePlace(machine)
  const file = readMachineFile(place, machine, development)
  const places: Place[] = [{ name: 'the command line', found: overrides?.mode ? { mode: overrides.mode } : {} }, { name: place, found: file.found }]
  const merged = places.reduceRight((weaker, { found }) => ({ ...weaker, ...found }), {})
  const sources = places.reduceRight((weaker, { name, found }) => ({ ...weaker, ...Object.fromEntries(Object.keys(found).map((setting) => [setting, name])) }), {})
  const { settings, mistakes } = readSettings(merged, development)
  const pac = readPac(settings.proxy, machine, development)
  return {
    ...settings, sources, ...(pac.script !== undefined && { pacScript: pac.script }),
    // A proxy that cannot be found out must not become none.
    ...(pac.mistakes.length > 0 && { server: undefined }),
    // A file that is not there explains why everything in it is missing.
    mistakes: file.mistakes.length > 0 ? file.mistakes : [...mistakes, ...pac.mistakes],
  }
}

/** Somewhere settings come from. */
type Place = { name: string; found: Record<string, unknown> }
