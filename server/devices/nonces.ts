import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Secret } from '@gatehouse/contract'

/** Milliseconds. A nonce counts while its slot lasts and while the next one does: two to four minutes. */
export const SLOT = 120_000

export type Nonces = {
  /** The one that the next proof is to carry. */
  readonly current: () => string
  readonly isGood: (nonce: string) => boolean
}

/**
 * What makes proofs fresh (RFC 9449 §8) without a list of what was said: the same at all servers, for all devices, made from the time
 * and a key. That a proof is not used twice within it is `jti`'s business.
 * @param keys random bytes in base64, the present one first; with the others they are judged as well
 * @param now milliseconds since 1970, by the server's clock
 */
export function nonces(keys: readonly [Secret, ...Secret[]], now: () => number): Nonces {
  const [first, ...others] = keys.map((key) => createHmac('sha256', Buffer.from(key.reveal(), 'base64')).update('nonces of devices').digest())
  if (!first) throw new Error('there is a key')
  const slot = () => Math.floor(now() / SLOT)
  return {
    current: () => made(first, slot()),
    isGood(nonce) {
      const present = slot()
      return [first, ...others].some((key) => [present, present - 1].some((one) => isSame(nonce, made(key, one))))
    },
  }
}

const made = (key: Buffer, slot: number) => createHmac('sha256', key).update(String(slot)).digest().subarray(0, 16).toString('base64url')

function isSame(said: string, ours: string): boolean {
  const [one, other] = [Buffer.from(said), Buffer.from(ours)]
  return one.length === other.length && timingSafeEqual(one, other)
}
