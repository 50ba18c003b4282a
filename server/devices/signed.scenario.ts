import { type PublicKey, PROOF_TYPE, TICKET_TYPE } from '@gatehouse/contract/devices'
import { newSigner, type Proving, proofOf, type Signer, thumbprintOf, ticketOf } from '../../client/device-proof.ts'

/** Test material: what a client sends, and the same with something else in one place, signed all the same. */

export const device = '0b6f5b2e-6a63-4d3a-9d52-6f1f0a5a6f0e'
export const audience = 'https://reset.corp.example'
export { newSigner, proofOf, type Proving, type Signer, thumbprintOf, ticketOf }

const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** Signed by that key, whatever it says. */
export async function signedBy({ sign }: Signer, header: unknown, claims: unknown): Promise<string> {
  const said = `${encoded(header)}.${encoded(claims)}`
  return `${said}.${Buffer.from(await sign(new TextEncoder().encode(said))).toString('base64url')}`
}

export const proofHeader = (jwk: PublicKey) => ({ typ: PROOF_TYPE, alg: 'ES256', jwk })
export const ticketHeader = { typ: TICKET_TYPE, alg: 'ES256', kid: device }

/** What a text of three parts says in its first two. */
export const partsOf = (text: string) => text.split('.').slice(0, 2).map((part) => JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>)
