import { createHmac } from 'node:crypto'
import * as fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { runs } from '../../test/soak.ts'
import { judgeProof } from './proof.ts'
import { newSigner, partsOf, proofHeader, proofOf, type Signer, signedBy, thumbprintOf } from './signed.scenario.ts'

const url = 'https://reset.corp.example/v1/recoveries'
const token = 'a'.repeat(43)
const good = 'nonce-of-now'
const judge = (said: string, more: { token?: string; url?: string } = {}) => judgeProof(said, { method: 'POST', url, ...more }, (nonce) => nonce === good)

let signer: Signer
let other: Signer
beforeAll(async () => { [signer, other] = await Promise.all([newSigner(), newSigner()]) })

const right = (more: { token?: string } = {}) => proofOf({ method: 'POST', url, nonce: good, ...more }, signer)
/** The right one with other words in it, signed by its own key. */
async function withClaims(claims: object, more: { token?: string } = {}) {
  const [header, said] = partsOf(await right(more))
  return signedBy(signer, header, { ...said, ...claims })
}
async function withHeader(header: object) {
  const [, said] = partsOf(await right())
  return signedBy(signer, { ...proofHeader(signer.key), ...header }, said)
}

test('[S-06] a proof that is right in everything says which key was proved', async () => {
  const said = await right()
  expect(await judge(said)).toEqual({ ok: true, value: { key: signer.key, jkt: await thumbprintOf(signer.key), jti: partsOf(said)[1]?.['jti'] } })
  expect(await judge(await right({ token }), { token })).toMatchObject({ ok: true })
})

test('[S-06] behind a proxy with another host and a path it is the public address that counts, however it is spelled', async () => {
  const outside = 'https://reset.corp.example/gatehouse/v1/recoveries'
  for (const htu of [outside, 'HTTPS://Reset.Corp.Example:443/gatehouse/x/../v1/recoveries']) {
    expect(await judge(await proofOf({ method: 'POST', url: htu, nonce: good }, signer), { url: outside })).toMatchObject({ ok: true })
  }
  expect(await judge(await right(), { url: outside })).toEqual({ ok: false, why: 'htu' })
})

describe('[S-06] a proof with one thing wrong is worth nothing, and the reason is for the log', () => {
  test.each<[string, () => Promise<string>, string]>([
    ['for another method', () => withClaims({ htm: 'GET' }), 'htm'],
    ['for another operation', () => withClaims({ htu: `${url}/current` }), 'htu'],
    ['for another host', () => withClaims({ htu: 'https://reset.corp.example.evil.example/v1/recoveries' }), 'htu'],
    ['for plain HTTP', () => withClaims({ htu: url.replace('https', 'http') }), 'htu'],
    ['with a query', () => withClaims({ htu: `${url}?a=b` }), 'htu'],
    ['with somebody’s name in the address', () => withClaims({ htu: url.replace('https://', 'https://a:b@') }), 'htu'],
    ['for no address', () => withClaims({ htu: 'recoveries' }), 'htu'],
    ['with a nonce of long ago', () => withClaims({ nonce: 'nonce-of-then' }), 'nonce'],
    ['without a nonce', () => withClaims({ nonce: undefined }), 'nonce'],
    ['with the hash of a token where none is sent', () => right({ token }), 'ath'],
    ['without its own name', () => withClaims({ jti: undefined }), 'claims: jti'],
    ['with a name too short to be random', () => withClaims({ jti: 'abc' }), 'claims: jti'],
    ['of another type', () => withHeader({ typ: 'JWT' }), 'header: typ'],
    ['with alg none', async () => `${(await withHeader({ alg: 'none' })).split('.').slice(0, 2).join('.')}.`, 'no compact JWS'],
    ['that says alg none and is signed', () => withHeader({ alg: 'none' }), 'header: alg'],
    ['with HS256 and the public key as its secret', async () => {
      const text = (await withHeader({ alg: 'HS256' })).split('.').slice(0, 2).join('.')
      return `${text}.${createHmac('sha256', JSON.stringify(signer.key)).update(text).digest('base64url')}`
    }, 'header: alg'],
    ['with a header that says more', () => withHeader({ crit: ['b64'], b64: false }), 'header: '],
    ['with a private part in its key', () => withHeader({ jwk: { ...signer.key, d: signer.key.x } }), 'header: jwk'],
    ['with another key than the one that signed it', () => withHeader({ jwk: other.key }), 'signature'],
    ['with a key that is no point of the curve', () => withHeader({ jwk: { ...signer.key, y: signer.key.x } }), 'signature'],
    ['with a key of another kind', () => withHeader({ jwk: { kty: 'RSA', n: 'AQAB', e: 'AQAB' } }), 'header: jwk'],
    ['that comes twice', async () => `${await right()}, ${await right()}`, 'no compact JWS'],
    ['without its signature', async () => (await right()).replace(/[^.]+$/u, ''), 'no compact JWS'],
    ['of endless length', async () => `${await right()}${'a'.repeat(2000)}`, 'too long'],
    ['that is nothing', () => Promise.resolve(''), 'no compact JWS'],
  ])('[S-06] %s', async (_, make, why) => {
    expect(await judge(await make())).toEqual({ ok: false, why: expect.stringContaining(why) as string })
  })

  test.each<[string, () => Promise<string>]>([
    ['without the hash of the token', () => right()],
    ['with that of another token', () => right({ token: 'b'.repeat(43) })],
  ])('[S-06] with a token: %s', async (_, make) => {
    expect(await judge(await make(), { token })).toEqual({ ok: false, why: 'ath' })
  })
})

test('[S-06] a name that somebody made up is not in the reason', async () => {
  const madeUp = 'a name\nof their own'
  expect(await judge(await withHeader({ [madeUp]: 1 }))).toEqual({ ok: false, why: 'header: its whole' })
  expect(await judge(await withHeader({ jwk: { ...signer.key, [madeUp]: 1 } }))).toEqual({ ok: false, why: 'header: jwk' })
})

test('[S-06] the machine’s clock does not matter', async () => {
  for (const iat of [0, 4e9, -1]) expect(await judge(await withClaims({ iat }))).toMatchObject({ ok: true })
})

test('[S-06] no text whatever makes it throw, and none is taken that differs from what was signed', async () => {
  const said = await right()
  const changed = fc.tuple(fc.nat({ max: said.length }), fc.nat({ max: said.length }), fc.oneof(fc.string({ maxLength: 4 }), fc.base64String({ maxLength: 8 })))
    .map(([a, b, put]) => said.slice(0, Math.min(a, b)) + put + said.slice(Math.max(a, b)))
  const three = fc.tuple(fc.json(), fc.json(), fc.base64String()).map(([a, b, c]) => `${Buffer.from(a).toString('base64url')}.${Buffer.from(b).toString('base64url')}.${c}`)
  await fc.assert(fc.asyncProperty(fc.oneof(changed, three, fc.string({ unit: 'binary' })), async (text) => {
    const judged = await judge(text)
    // The last letter of a signature has bits that mean nothing (RFC 4648 §3.5).
    if (judged.ok) expect(text.slice(0, -1)).toBe(said.slice(0, -1))
  }), { numRuns: runs(150) })
})
