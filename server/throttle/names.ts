import { createHmac } from 'node:crypto'
import type { Secret } from '@gatehouse/contract'

/** Gives what is counted a name that only we can make. */
export type Names = (what: 'typed' | 'person' | 'nobody' | 'address' | 'device' | 'destination', text: string) => string

/**
 * Names under a key that is not in the database: who reads the table learns nobody's name, address or number, and cannot find out
 * by trying them all. 128 bits of the HMAC are more than enough for names to be told apart.
 * @param key at least 32 random bytes in base64
 */
export function keyedNames(key: Secret): Names {
  // Of its own, so that nothing that is derived from the same bytes elsewhere can be mistaken for a name.
  const own = createHmac('sha256', Buffer.from(key.reveal(), 'base64')).update('names of budgets').digest()
  return (what, text) => createHmac('sha256', own).update(`${what}\n${text}`).digest().subarray(0, 16).toString('base64url')
}
