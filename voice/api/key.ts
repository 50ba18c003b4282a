import { createHash, timingSafeEqual } from 'node:crypto'
import type { Secret } from '@gatehouse/contract'

const digest = (text: string) => createHash('sha256').update(text).digest()

/** Whether a request shows the key (RFC 6750 §2.1). Compared as digests, which are of one length, in a time that tells nothing. */
export function keyHolder(key: Secret): (authorization: string | undefined) => boolean {
  const right = digest(key.reveal())
  return (authorization = '') => {
    const [scheme, shown] = authorization.split(' ')
    return timingSafeEqual(digest(shown ?? ''), right) && scheme?.toLowerCase() === 'bearer'
  }
}
