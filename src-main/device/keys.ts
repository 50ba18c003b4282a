import type { PublicKey } from '@gatehouse/contract/devices'
import { publicOf, signerOf, type Signer } from '../../client/device-proof.ts'

const CURVE = { name: 'ECDSA', namedCurve: 'P-256' } as const

/**
 * A new key that is to be kept elsewhere. It is legible for as long as this takes, and in `bytes` until the caller overwrites them.
 * @returns PKCS #8, and what others know it by
 */
export async function keyToKeep(): Promise<{ bytes: Uint8Array<ArrayBuffer>; key: PublicKey }> {
  const { privateKey, publicKey } = await crypto.subtle.generateKey(CURVE, true, ['sign', 'verify'])
  return { bytes: new Uint8Array(await crypto.subtle.exportKey('pkcs8', privateKey)), key: publicOf(await crypto.subtle.exportKey('jwk', publicKey)) }
}

/**
 * @param bytes PKCS #8 of its private part, overwritten here
 * @returns what signs and can be read by nobody, this program included; undefined where they are no key
 */
export async function signerKept(bytes: Uint8Array<ArrayBuffer>, key: PublicKey): Promise<Signer | undefined> {
  try {
    return signerOf(await crypto.subtle.importKey('pkcs8', bytes, CURVE, false, ['sign']), key)
  } catch {
    return undefined
  } finally {
    bytes.fill(0)
  }
}

/** SHA-256 in hexadecimal, for what must be known again and not be read. */
export async function hashOf(text: string): Promise<string> {
  return Buffer.from(await crypto.subtle.digest('SHA-256', Buffer.from(text))).toString('hex')
}
