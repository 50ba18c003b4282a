import { ALGORITHM, PROOF_TYPE, type ProofClaims, type PublicKey, TICKET_TYPE, type TicketClaims } from '@gatehouse/contract/devices'

// Tickets and proofs are made here with WebCrypto, which every client has: making is little, and the private part can stay where it
// is. What judges them is on the server, with a library (`server/devices/`). The tests of that side make theirs with this file.

/** Who signs. The private part stays where it is: in memory, a credential store, a TPM. */
export type Signer = {
  readonly key: PublicKey
  /** ECDSA over P-256 with SHA-256. @returns r and s, 64 bytes (RFC 7518 §3.4) */
  readonly sign: (bytes: Uint8Array<ArrayBuffer>) => Promise<Uint8Array>
}

const CURVE = { name: 'ECDSA', namedCurve: 'P-256' } as const

/** A new key that lives in this process and cannot be taken out of it. */
export async function newSigner(): Promise<Signer> {
  const pair = await crypto.subtle.generateKey(CURVE, false, ['sign', 'verify'])
  return signerOf(pair.privateKey, publicOf(await crypto.subtle.exportKey('jwk', pair.publicKey)))
}

/** @param key with its private part, `d` @throws DOMException when it is none of this curve */
export async function signerFrom(key: PublicKey & { readonly d: string }): Promise<Signer> {
  return signerOf(await crypto.subtle.importKey('jwk', { ...key }, CURVE, false, ['sign']), publicOf(key))
}

/** @param secret may be one that cannot be read */
export const signerOf = (secret: CryptoKey, key: PublicKey): Signer => ({
  key,
  sign: async (bytes) => new Uint8Array(await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, secret, bytes)),
})

export function publicOf({ x, y }: { x?: string; y?: string }): PublicKey {
  if (x === undefined || y === undefined) throw new Error('a key of P-256 has both coordinates')
  return { kty: 'EC', crv: 'P-256', x, y }
}

/** A ticket of a device. @param signer holds the device's own key */
export const ticketOf = (device: string, claims: TicketClaims, signer: Signer): Promise<string> =>
  signed({ typ: TICKET_TYPE, alg: ALGORITHM, kid: device }, claims, signer)

/** What a proof is for. @param url of the server and the operation, without query @param token of the recovery, where one is sent */
export type Proving = { method: string; url: string; nonce?: string | undefined; token?: string | undefined }

/** A proof for one request: each has its own `jti`. @param signer holds the key that is proved */
export async function proofOf({ method, url, nonce, token }: Proving, signer: Signer): Promise<string> {
  const claims: ProofClaims = {
    htm: method, htu: url, jti: base64url(crypto.getRandomValues(new Uint8Array(16))), iat: Math.floor(Date.now() / 1000),
    ...(nonce !== undefined && { nonce }), ...(token !== undefined && { ath: await sha256Of(token) }),
  }
  return signed({ typ: PROOF_TYPE, alg: ALGORITHM, jwk: signer.key }, claims, signer)
}

/** RFC 7638 §3: what a key is known by. */
export const thumbprintOf = ({ crv, kty, x, y }: PublicKey): Promise<string> => sha256Of(JSON.stringify({ crv, kty, x, y }))

/** A compact JWS (RFC 7515 §7.1). */
async function signed(header: object, claims: object, { sign }: Signer): Promise<string> {
  const said = `${encoded(header)}.${encoded(claims)}`
  return `${said}.${base64url(await sign(new TextEncoder().encode(said)))}`
}

const sha256Of = async (text: string) => base64url(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))))

const encoded = (value: object) => base64url(new TextEncoder().encode(JSON.stringify(value)))

const base64url = (bytes: Uint8Array) => btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
