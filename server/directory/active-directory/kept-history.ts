import { DirectoryProblem } from '../../recovery/ports.ts'
import type { Connection } from './connection.ts'
import type { DirectoryLog } from './options.ts'
import { type History, policyHints } from './policy-hints.ts'

/**
 * The control that makes a controller keep to the history; undefined where it would not.
 * @throws DirectoryProblem `denied` where the settings ask for the history, and this controller would not look at it
 */
export function hintsOf(connection: Connection, history: History) {
  const hints = policyHints(connection.supports)
  if (!hints && history === 'required') throw new DirectoryProblem('denied', 'this domain controller does not keep to the password history when a password is reset, which the settings require')
  return hints
}

/** Told of each new connection: an administrator must know where the history counts for nothing. */
export function saysWithoutHistory(connection: Connection, host: string, history: History, log: DirectoryLog): void {
  if (!policyHints(connection.supports)) log.warn({ host }, withoutHistory[history])
}

const withoutHistory = {
  'required': 'this domain controller does not keep to the password history when a password is reset: none is set there',
  'where-possible': 'this domain controller does not keep to the password history when a password is reset: a used one is taken',
} as const
