import { createHmac } from 'node:crypto'
import type { Secret } from '@gatehouse/contract'

/** Picks one of a few things by a name: always the same for the same name and things, and nobody without the key can tell which. */
export type Decoy = <T extends { readonly name: string }>(name: string, among: readonly [T, ...T[]]) => T

/**
 * Who does not exist, or has no workflow, meets one of the entrance's by keyed hash (S-10). Each workflow has a hash of its own
 * and the highest wins, so that a workflow that comes or goes leaves most names with what they had.
 * @param key at least 32 random bytes in base64; that it also derives codes does no harm, as each use has a word of its own
 */
export function decoyBy(key: Secret): Decoy {
  const weigh = (name: string, thing: string) => createHmac('sha256', Buffer.from(key.reveal(), 'base64')).update(`decoy\n${name.length}\n${name}\n${thing}`).digest('hex')
  return (name, among) => among.reduce((best, one) => (weigh(name, one.name) > weigh(name, best.name) ? one : best))
}
