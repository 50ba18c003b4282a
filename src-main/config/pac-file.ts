import type { Machine } from './machine-file.ts'
import { pacFile, type Proxy } from './proxy.ts'
import type { Mistake } from './settings.ts'

/** Characters: a real one has some hundred. */
const LONGEST = 256 * 1024

/**
 * Reads a PAC script that is a file, for Chromium reads none by itself.
 * @param mayBeOurs whether a file counts that the present user could change: in the development build only
 * @returns its text, or what is wrong with it; neither where there is no such file to read
 */
export function readPac(proxy: Proxy | undefined, { read, canChange }: Pick<Machine, 'read' | 'canChange'>, mayBeOurs: boolean): { script?: string; mistakes: Mistake[] } {
  const file = pacFile(proxy)
  if (file === undefined) return { mistakes: [] }
  const refused = (what: string) => ({ mistakes: [{ where: 'proxy.pac', what: `${file} ${what}` }] })
  if (!mayBeOurs && canChange(file)) return refused('can be changed by the user who runs this program, so it does not count')
  try {
    const script = read(file)
    return script.length > LONGEST ? refused('is longer than 256 KiB') : { script, mistakes: [] }
  } catch {
    return refused('cannot be read')
  }
}
