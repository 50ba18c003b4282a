import { webcrypto } from 'node:crypto'
import { afterEach, expect, test, vi } from 'vitest'
import { newSigner } from '../../client/device-proof.ts'
import { hashOf, keyToKeep, signerKept } from './keys.ts'

afterEach(() => void vi.restoreAllMocks())

test('[S-06] a key from the store signs, cannot be read, and the bytes that it came in are overwritten', async () => {
  const { bytes, key } = await keyToKeep()
  const imported = vi.spyOn(crypto.subtle, 'importKey')
  const signer = await signerKept(bytes, key)
  expect(bytes.length).toBeGreaterThan(100)
  expect(bytes.every((byte) => byte === 0)).toBe(true)

  const said = Buffer.from('said')
  const known = await webcrypto.subtle.importKey('jwk', { ...key }, { name: 'ECDSA', namedCurve: 'P-256' }, false, ['verify'])
  const signature = await signer?.sign(said)
  expect(await webcrypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, known, signature ?? said, said)).toBe(true)
  const kept: unknown = await imported.mock.results[0]?.value
  for (const format of ['pkcs8', 'jwk'] as const) await expect(crypto.subtle.exportKey(format, kept as CryptoKey)).rejects.toThrow(/extractable/u)
})

test('[S-06] a key for one recovery cannot be read either', async () => {
  const made = vi.spyOn(crypto.subtle, 'generateKey')
  await newSigner()
  const { privateKey } = await made.mock.results[0]?.value as CryptoKeyPair
  for (const format of ['pkcs8', 'jwk'] as const) await expect(crypto.subtle.exportKey(format, privateKey)).rejects.toThrow(/extractable/u)
})

test('[S-06] what is no key is none, and is overwritten too', async () => {
  const bytes = Uint8Array.from([48, 1, 2, 3])
  expect(await signerKept(bytes, (await keyToKeep()).key)).toBeUndefined()
  expect(bytes.every((byte) => byte === 0)).toBe(true)
})

test('a hash is SHA-256 (FIPS 180-4, its first example)', async () => {
  expect(await hashOf('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
})
