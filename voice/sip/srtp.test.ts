import { randomBytes } from 'node:crypto'
import { Secret } from '@gatehouse/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { runs } from '../../test/soak.ts'
import { packet } from './rtp.ts'
import { keysOf, opening, sealing } from './srtp.ts'

const hex = (text: string) => Buffer.from(text, 'hex')
const master = new Secret(hex('E1F97A0D3E018BE0D64FA32C06DE41390EC675AD498AFEEBB6960B3AABE6').toString('base64'))
const one = (sequence: number, payload = Buffer.from('voice')) => packet({ type: 8, marker: false, sequence: sequence & 0xffff, timestamp: sequence * 160 >>> 0, source: 0x1234_5678, payload })

describe('encrypted sound', () => {
  it('has the keys that RFC 3711 §B.3 has', () => {
    const { encryption, salt, authentication } = keysOf(master)
    expect([encryption, salt, authentication].map((key) => key.toString('hex').toUpperCase())).toEqual(['C61E7A93744F39EE10734AFE3FF7A087', '30CBBC08863D8C85D49DB34A9AE1', 'CEBE321F6FF7716B6FD4AB49AF256A156D38BAA4'])
  })

  it('is read by who has the secret, whatever of it is lost or comes late, beyond the end of numbers too', () => {
    fc.assert(fc.property(fc.nat(0xffff), fc.array(fc.tuple(fc.uint8Array({ maxLength: 30 }), fc.boolean()), { minLength: 1, maxLength: 40 }), (first, rest) => {
      const [seal, open] = [sealing(master), opening(master)]
      const packets = rest.map(([payload, lost], at) => ({ plain: one(first + at, Buffer.from(payload)), lost: lost && at > 0 }))
      const sealed = packets.map(({ plain, lost }) => ({ plain, lost, octets: seal(plain) })).filter(({ lost }) => !lost)
      // The last two change places.
      const swapped = [...sealed.slice(0, -2), ...sealed.slice(-2).reverse()]
      if (sealed.length > 2) for (const { plain, octets } of swapped) expect(open(octets)).toEqual(plain)
      else for (const { plain, octets } of sealed) expect(open(octets)).toEqual(plain)
      for (const { octets } of sealed) expect(open(octets)).toBeUndefined()
    }), { numRuns: runs(200) })
  })

  it('does not show what is said', () => {
    const sealed = sealing(master)(one(1, Buffer.from('many words that are said')))
    expect(sealed.includes('words')).toBe(false)
    expect(sealed.subarray(0, 12)).toEqual(one(1).subarray(0, 12))
  })

  it('of another secret, or changed in any place, is not read', () => {
    const octets = sealing(master)(one(7))
    expect(opening(new Secret(randomBytes(30).toString('base64')))(octets)).toBeUndefined()
    for (let at = 0; at < octets.length; at++) {
      const changed = Buffer.from(octets)
      changed.writeUInt8(changed.readUInt8(at) ^ 1, at)
      expect(opening(master)(changed), `octet ${at}`).toBeUndefined()
    }
    expect(opening(master)(octets)).toEqual(one(7))
  })

  it('that is older than what is remembered is not read again', () => {
    const [seal, open] = [sealing(master), opening(master)]
    const sealed = Array.from({ length: 100 }, (_, at) => seal(one(at)))
    for (const octets of sealed.slice(1)) open(octets)
    expect(open(sealed[0] ?? Buffer.alloc(0))).toBeUndefined()
    expect(open(sealed[99] ?? Buffer.alloc(0))).toBeUndefined()
  })

  it('of any octets is none', () => {
    const open = opening(master)
    fc.assert(fc.property(fc.uint8Array({ maxLength: 60 }), (some) => { expect(open(Buffer.from(some))).toBeUndefined() }), { numRuns: runs(300) })
  })
})
