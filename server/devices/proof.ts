import { createHash } from 'node:crypto'
import { ProofClaims, ProofHeader, type PublicKey } from '@gatehouse/contract/devices'
import { calculateJwkThumbprint } from 'jose'
import { isSignedBy, type Judged, readSigned, refused } from './signed.ts'

/** What a request is, which its proof must say too. */
export type Asked = {
  readonly method: string
  /** The public address of the server as the settings have it, and the operation's path. */
  readonly url: string
  /** The recovery's token, where the request carries one. */
  readonly token?: string | undefined
}

/** Whoever asked holds the private part of this key. */
export type Proof = { readonly key: PublicKey; readonly jkt: string; readonly jti: string }

/** Among the reasons, the one after which another try is right. */
export const STALE = 'nonce'

/**
 * Judges a proof of possession (RFC 9449 §4.3), all but whether its `jti` was used before.
 * @param said the header's text @param isGood whether a nonce is one of this moment
 */
export async function judgeProof(said: string, { method, url, token }: Asked, isGood: (nonce: string) => boolean): Promise<Judged<Proof>> {
  const read = readSigned(said, ProofHeader, ProofClaims)
  if (!read.ok) return read
  const { header: { jwk }, claims } = read.value
  if (!(await isSignedBy(read.value, jwk))) return refused('signature')
  if (claims.htm !== method) return refused('htm')
  if (!isSameAddress(claims.htu, url)) return refused('htu')
  if (claims.ath !== (token === undefined ? undefined : hashOf(token))) return refused('ath')
  // Last: what is wrong otherwise does not become right with another nonce.
  if (claims.nonce === undefined || !isGood(claims.nonce)) return refused(STALE)
  return { ok: true, value: { key: jwk, jkt: await thumbprintOf(jwk), jti: claims.jti } }
}

/** RFC 7638: what a key is known by. */
export const thumbprintOf = (key: PublicKey): Promise<string> => calculateJwkThumbprint(key, 'sha256')

/** RFC 9449 §4.3: compared as addresses are (RFC 3986 §6.2), not letter by letter; a query is none of it. */
function isSameAddress(said: string, ours: string): boolean {
  const url = URL.parse(said)
  return url !== null && url.search === '' && url.hash === '' && url.href === new URL(ours).href
}

const hashOf = (token: string) => createHash('sha256').update(token).digest('base64url')
