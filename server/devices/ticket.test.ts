import * as fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { runs } from '../../test/soak.ts'
import { audience, device, newSigner, type Signer, signedBy, thumbprintOf, ticketHeader, ticketOf } from './signed.scenario.ts'
import { judgeTicket, readTicket } from './ticket.ts'

let own: Signer
let jkt: string
let claims: { aud: string; jkt: string; seq: number }
beforeAll(async () => {
  own = await newSigner()
  jkt = await thumbprintOf((await newSigner()).key)
  claims = { aud: audience, jkt, seq: 7 }
})

async function judge(text: string) {
  const read = readTicket(text)
  return read.ok ? judgeTicket(read.value, { key: own.key, audience, jkt }) : read
}

test('[S-06] a ticket that is right in everything says its number', async () => {
  const said = await ticketOf(device.toUpperCase(), claims, own)
  expect(readTicket(said)).toEqual({ ok: true, value: { text: said, device, claims } })
  expect(await judge(said)).toEqual({ ok: true, value: claims })
})

describe('[S-06] a ticket with one thing wrong is worth nothing', () => {
  test.each<[string, () => Promise<string>, string]>([
    ['for another server', () => ticketOf(device, { ...claims, aud: 'https://other.example' }, own), 'aud'],
    ['for the same server by plain HTTP', () => ticketOf(device, { ...claims, aud: audience.replace('https', 'http') }, own), 'aud'],
    ['for another key than the one that the request proves', async () => ticketOf(device, { ...claims, jkt: await thumbprintOf(own.key) }, own), 'jkt'],
    ['of another device’s key', async () => ticketOf(device, claims, await newSigner()), 'signature'],
    ['of another type, such as a proof', () => signedBy(own, { ...ticketHeader, typ: 'dpop+jwt' }, claims), 'header: typ'],
    ['with alg none', () => signedBy(own, { ...ticketHeader, alg: 'none' }, claims), 'header: alg'],
    ['with another algorithm', () => signedBy(own, { ...ticketHeader, alg: 'HS256' }, claims), 'header: alg'],
    ['with a key of its own in the header', () => signedBy(own, { ...ticketHeader, jwk: own.key }, claims), 'header: '],
    ['of a device with an odd name', () => signedBy(own, { ...ticketHeader, kid: '../other' }, claims), 'header: kid'],
    ['without a number', () => signedBy(own, ticketHeader, { ...claims, seq: undefined }), 'claims: seq'],
    ['with a number that is none', () => signedBy(own, ticketHeader, { ...claims, seq: 1.5 }), 'claims: seq'],
    ['with a number below all', () => signedBy(own, ticketHeader, { ...claims, seq: 0 }), 'claims: seq'],
    ['with a number that cannot be counted on', () => signedBy(own, ticketHeader, { ...claims, seq: 2 ** 60 }), 'claims: seq'],
    ['that comes twice', async () => `${await ticketOf(device, claims, own)}, ${await ticketOf(device, claims, own)}`, 'no compact JWS'],
  ])('[S-06] %s', async (_, make, why) => {
    expect(await judge(await make())).toEqual({ ok: false, why: expect.stringContaining(why) as string })
  })
})

test('[S-06] no text whatever makes it throw, and none is taken that differs from what was signed', async () => {
  const said = await ticketOf(device, claims, own)
  const changed = fc.tuple(fc.nat({ max: said.length }), fc.nat({ max: said.length }), fc.string({ maxLength: 4 }))
    .map(([a, b, put]) => said.slice(0, Math.min(a, b)) + put + said.slice(Math.max(a, b)))
  await fc.assert(fc.asyncProperty(fc.oneof(changed, fc.string({ unit: 'binary' })), async (text) => {
    const judged = await judge(text)
    if (judged.ok) expect(text.slice(0, -1)).toBe(said.slice(0, -1))
  }), { numRuns: runs(150) })
})
