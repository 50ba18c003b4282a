import { createHash } from 'node:crypto'
import { Secret } from '@gatehouse/contract'

/** Passwords known from breaches, looked up by hash. */
export type Breached = {
  /**
   * @param hash SHA-1 of the password, forty upper-case hexadecimal digits; as secret as the password is
   * @returns how often it was seen; 0: never
   * @throws Unanswered
   */
  readonly timesSeen: (hash: Secret) => Promise<number>
}

/** Nobody could tell. The message is for the log: no hash and no part of one. */
export class Unanswered extends Error {
  constructor(detail: string, options?: ErrorOptions) {
    super(detail, options)
    this.name = 'Unanswered'
  }
}

/** SHA-1 protects nothing here: it is what these lists are sorted by. */
export const hashOf = (password: Secret): Secret => new Secret(createHash('sha1').update(password.reveal(), 'utf8').digest('hex').toUpperCase())

/** What of a hash may be told to others, and what of it stays: k-anonymity, some hundreds of passwords begin with the same. */
export const PREFIX = 5

/**
 * Looks for the rest of a hash among the lines REST:COUNT of those with its prefix, as folders and range queries hold them.
 * @returns how often it was seen; 0 when it is not there. A count of 0 is padding: MORE lines than there are, to hide how many
 */
export function seenInRange(lines: string, rest: string): number {
  const at = new RegExp(`^${rest}:(\\d+)\\s*$`, 'imu').exec(lines)
  return at ? Number(at[1]) : 0
}

/** Whether this is a range at all: a page of somebody else in its place must not pass for "never seen". */
export const isRange = (lines: string): boolean => /^(?:[0-9a-f]{35}:\d+\s*)+$/iu.test(lines)
