import path from 'node:path'
import * as v from 'valibot'
import type { Mistake } from './settings.ts'

export type Machine = {
  platform: NodeJS.Platform
  /** The program's own file. */
  executable: string
  read: (file: string) => string
  /** Whether the user who runs this program could change the file or put another in its place. */
  canChange: (file: string) => boolean
}

/**
 * Where an administrator sets this machine up: a place that no user can write (S-03). On Windows that is beside the program
 * under Program Files, for below ProgramData every user may create files.
 */
export function machineFilePlace({ platform, executable }: Pick<Machine, 'platform' | 'executable'>): string {
  return platform === 'win32' ? path.win32.join(path.win32.dirname(executable), 'client.json') : '/etc/gatehouse/client.json'
}

/**
 * @param file JSON, an object of settings
 * @param mayBeOurs whether a file counts that the present user could change: in the development build only
 * @returns the settings as found, not yet checked, and what is wrong with the file as a whole
 */
export function readMachineFile(file: string, { read, canChange }: Machine, mayBeOurs: boolean): { found: Record<string, unknown>; mistakes: Mistake[] } {
  const refused = (what: string) => ({ found: {}, mistakes: [{ where: file, what }] })
  let text: string
  try {
    text = read(file)
  } catch (error) {
    return refused(isMissing(error) ? 'does not exist' : 'cannot be read')
  }
  if (!mayBeOurs && canChange(file)) return refused('can be changed by the user who runs this program, so nothing in it counts')

  try {
    const found = v.safeParse(JsonObject, JSON.parse(text))
    return found.success ? { found: found.output, mistakes: [] } : refused('must be one JSON object, { "server": … }')
  } catch (error) {
    return refused(`is not JSON: ${error instanceof Error ? error.message : 'unreadable'}`)
  }
}

const JsonObject = v.pipe(v.unknown(), v.check((found) => !Array.isArray(found)), v.record(v.string(), v.unknown()))

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')
