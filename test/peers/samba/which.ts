import { existsSync } from 'node:fs'
import { newerSamba } from '../../../scripts/setup/newer-samba.mjs'
import { mustRun, type With } from './program.ts'

/**
 * Two Sambas behave as two kinds of domain do: Debian 12's own knows no password history for a reset, and answers some refusals with
 * another code than Windows; the newer one does both as Windows does.
 */
export type Samba = 'usual' | 'newer'

/** @returns why the newer one cannot be run here, fit to stand after "skipped: " */
export const newerMissing = (): string | undefined =>
  existsSync(newerSamba()) ? undefined : 'needs the newer Samba, which `npm test` sets up as root, from Debian'

// In a mount namespace of its own the newer one's /usr takes the place of the machine's; files, accounts and network stay the same.
// The list of libraries is the machine's no longer, so it goes: the loader then looks where they are.
const TAKES_PLACE = 'mount --bind "$0/usr" /usr && mount --bind /dev/null /etc/ld.so.cache && exec "$@"'

/** @returns the beginning of a command that runs one of Samba's programs */
export const ofSamba = (samba: Samba, program: string): [string, ...string[]] =>
  samba === 'usual' ? [program] : ['unshare', '--mount', 'sh', '-c', TAKES_PLACE, newerSamba(), program]

/** Runs one of Samba's programs. @throws Error with its own words */
export function mustRunOf(samba: Samba, program: string, args: readonly string[], given: With = {}): Promise<string> {
  const [command, ...first] = ofSamba(samba, program)
  return mustRun(command, [...first, ...args], given)
}

/** @returns `Samba 4.17.12` */
export const versionOf = async (samba: Samba): Promise<string> => (await mustRunOf(samba, 'samba', ['-V'])).replace(/^Version ([\d.]+)[^]*$/, 'Samba $1')
