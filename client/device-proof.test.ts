import { ProofClaims, ProofHeader, TicketClaims, TicketHeader } from '@gatehouse/contract/devices'
import { calculateJwkThumbprint, compactVerify, importJWK } from 'jose'
import * as v from 'valibot'
import { expect, test } from 'vitest'
import { newSigner, proofOf, signerFrom, thumbprintOf, ticketOf } from './device-proof.ts'

// jose is what the server judges with, and others' code: what it takes is right.

const device = '0b6f5b2e-6a63-4d3a-9d52-6f1f0a5a6f0e'
/** RFC 7517 A.2, a key with its private part. */
const ofRfc = { kty: 'EC', crv: 'P-256', x: 'MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4', y: '4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM', d: '870MB6gfuTJ4HtUnUvYMyJpr5eUZNP4Bk43bVdj3eAE' } as const

async function read(text: string, key: Parameters<typeof importJWK>[0]) {
  const { payload, protectedHeader } = await compactVerify(text, await importJWK(key, 'ES256'), { algorithms: ['ES256'] })
  return { header: protectedHeader, claims: JSON.parse(new TextDecoder().decode(payload)) as unknown }
}

test('[S-06] a proof is what RFC 9449 says, for one request alone', async () => {
  const signer = await newSigner()
  const asking = { method: 'POST', url: 'https://reset.corp.example/v1/recoveries', nonce: 'n-1' }
  const { header, claims } = await read(await proofOf(asking, signer), signer.key)
  expect(v.parse(ProofHeader, header)).toEqual({ typ: 'dpop+jwt', alg: 'ES256', jwk: signer.key })
  expect(v.parse(ProofClaims, claims)).toEqual({ htm: 'POST', htu: asking.url, nonce: 'n-1', jti: expect.any(String) as string, iat: expect.any(Number) as number })
  const other = await read(await proofOf(asking, signer), signer.key)
  expect(v.parse(ProofClaims, other.claims).jti).not.toBe(v.parse(ProofClaims, claims).jti)
})

test('[S-06] with a token it says which, as RFC 9449 §7 does in its example', async () => {
  const signer = await newSigner()
  const token = 'Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE_NeO.gxU'
  const { claims } = await read(await proofOf({ method: 'GET', url: 'https://resource.example.org/protectedresource', token }, signer), signer.key)
  expect(claims).toMatchObject({ ath: 'fUHyO2r2Z3DZ53EsNrWBb0xWXoaNy59IiKCAqksmQEo' })
  expect(claims).not.toHaveProperty('nonce')
})

test('[S-06] a ticket names the device, the server, the key and its number, and no time', async () => {
  const signer = await signerFrom(ofRfc)
  const said = { aud: 'https://reset.corp.example', jkt: await thumbprintOf(signer.key), seq: 7 }
  const { header, claims } = await read(await ticketOf(device, said, signer), { ...signer.key })
  expect(v.parse(TicketHeader, header)).toEqual({ typ: 'gatehouse-ticket+jwt', alg: 'ES256', kid: device })
  expect(claims).toEqual(said)
  expect(v.parse(TicketClaims, claims)).toEqual(said)
})

test('[S-06] the private part of a key is in nothing that is said', async () => {
  const signer = await signerFrom(ofRfc)
  expect(signer.key).not.toHaveProperty('d')
  const said = await proofOf({ method: 'GET', url: 'https://a.example/' }, signer)
  const shown = said.split('.').map((part) => Buffer.from(part, 'base64url').toString()).join()
  expect(shown).toContain(ofRfc.x)
  expect(shown).not.toContain(ofRfc.d)
})

test('a thumbprint is that of RFC 9449 §6 for its key, and of jose for any', async () => {
  const key = { kty: 'EC', crv: 'P-256', x: 'l8tFrhx-34tV3hRICRDY9zCkDlpBhF42UQUfWVAWBFs', y: '9VE4jf_Ok_o64zbTTlcuNJajHmt6v9TDVrU0CdvGRDA' } as const
  expect(await thumbprintOf(key)).toBe('0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I')
  const { key: other } = await newSigner()
  expect(await thumbprintOf(other)).toBe(await calculateJwkThumbprint(other))
})
