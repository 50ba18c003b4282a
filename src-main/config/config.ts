import { machineFilePlace, readMachineFile, type Machine } from './machine-file.ts'
import { readSettings, type Mistake, type Settings } from './settings.ts'

export type Config = Settings & {
  /** All of them, for the administrator. With any, the client only says that this machine is not set up. */
  mistakes: Mistake[]
}

/** What only the development build takes from whoever starts it. */
export type Overrides = { file?: string; mode?: 'kiosk' | 'window'; dns?: string }

/**
 * The machine's settings, strongest source first: the command line (development build only), the machine file, defaults.
 * The administrator's policy will stand above the machine file, in `sources` below.
 * @param overrides absent in the packaged build, which then also refuses http:// and files that its user can write
 */
export function loadConfig(machine: Machine, overrides?: Overrides): Config {
  const development = overrides !== undefined
  const file = readMachineFile(overrides?.file ?? machineFilePlace(machine), machine, development)
  const sources = [overrides?.mode ? { mode: overrides.mode } : {}, file.found]
  const merged = sources.reduceRight((weaker, stronger) => ({ ...weaker, ...stronger }), {})
  const { settings, mistakes } = readSettings(merged, development)
  // A file that is not there explains why everything in it is missing.
  return { ...settings, mistakes: file.mistakes.length > 0 ? file.mistakes : mistakes }
}
