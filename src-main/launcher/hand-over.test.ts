import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readHandOver } from './hand-over.ts'

const key = { kty: 'EC', crv: 'P-256', x: 'x'.repeat(43), y: 'y'.repeat(43) }
const device = { id: '7b0e3c52-0000-4000-8000-000000000001', ticket: 'a.b.c', key: { ...key, d: 'd'.repeat(43) } }
const least = { version: 1, policy: {}, machine: {} }
const read = (what: unknown) => readHandOver(Buffer.from(JSON.stringify(what)))

describe('what a launcher hands over', () => {
  test('may be all of this', () => {
    const all = {
      version: 1, policy: { Server: 'https://reset.corp.example', LimitMinutes: 15, Pins: ['a', 'b'], Enabled: null }, machine: { Helpdesk: '4357' },
      selectedUser: 'CORP\\ada', languages: ['de-DE', 'en-US'], layout: '00000407', contrast: true, scale: 150, device,
    }
    expect(read(all)).toEqual(all)
  })
  test('needs no more than this', () => {
    expect(read(least)).toEqual({ ...least, languages: [], contrast: false, scale: 100 })
  })
  test('is of a machine with a key that no server knows', () => expect(read({ ...least, device: { key } })).toMatchObject({ device: { key } }))
})

describe('what is none is refused, by its place', () => {
  test.each<[what: string, text: unknown, says: string]>([
    ['another version, whatever is in it', { version: 2, newer: true }, 'is of version 2; this client understands 1: launcher and client must be of one package'],
    ['no version', { policy: {}, machine: {} }, 'is wrong at version'],
    ['no policy', { version: 1, machine: {} }, 'is wrong at policy'],
    ['a value of no kind of the registry', { ...least, policy: { Server: { a: 1 } } }, 'is wrong at policy.Server'],
    ['something beside', { ...least, command: 'calc.exe' }, 'is wrong at command'],
    ['no JSON object', [], 'is wrong at version'],
    ['a layout that is none', { ...least, layout: '..\\x' }, 'is wrong at layout'],
    ['a key without its private part, for a ticket', { ...least, device: { ...device, key } }, 'is wrong at device'],
    ['the machine’s own private key', { ...least, device: { key: device.key } }, 'is wrong at device'],
  ])('%s', (_what, text, says) => expect(read(text)).toMatchObject({ wrong: expect.stringContaining(says) as string }))
  test('what is no JSON', () => expect(readHandOver(Buffer.from('{"version":1'))).toEqual({ wrong: 'is not JSON' }))
  test('[S-04] and never says what stands there', () => {
    fc.assert(fc.property(fc.string({ minLength: 12 }), (secret) => {
      const said = JSON.stringify(read({ ...least, device: { ...device, ticket: secret.repeat(300), key: { ...device.key, d: secret } } }))
      expect(said).not.toContain(secret)
    }))
  })
})
