import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { runs } from '../../../../test/soak.ts'
import { BrokenStream, framer } from './frames.ts'
import { addressOf, textsOf, validityOf } from './parts.ts'
import { decode, deliveryOf, encode, messageIdOf, type Pdu } from './pdu.ts'
import { receiptOf } from './receipt.ts'

const octets = (maxLength: number) => fc.uint8Array({ maxLength }).map((some) => Buffer.from(some))
const uint32 = fc.integer({ min: 0, max: 0xffff_ffff })
const pdu: fc.Arbitrary<Pdu> = fc.record({ command: uint32, status: uint32, sequence: uint32, body: octets(200) })

describe('a stream of PDUs', () => {
  it('comes out as it went in, wherever the network cuts it', () => {
    fc.assert(fc.property(fc.array(pdu, { maxLength: 5 }), fc.array(fc.nat(40), { maxLength: 30 }), (pdus, cuts) => {
      const stream = Buffer.concat(pdus.map(encode))
      const frames = framer()
      const out: Pdu[] = []
      let at = 0
      for (const size of [...cuts, stream.length]) {
        out.push(...frames(stream.subarray(at, at + size)))
        at = Math.min(stream.length, at + size)
      }
      expect(out).toEqual(pdus)
    }), { numRuns: runs(200) })
  })

  it.each([0, 4, 15, 4097, 0x7fff_ffff, 0xffff_ffff])('one of %i octets is none, and nothing is waited for', (length) => {
    const head = Buffer.alloc(4)
    head.writeUInt32BE(length)
    expect(() => framer()(head)).toThrow(BrokenStream)
  })
})

describe('whatever a centre sends', () => {
  it('nothing throws', () => {
    fc.assert(fc.property(octets(300), (body) => {
      const given: Pdu = { command: 5, status: 0, sequence: 1, body }
      expect(typeof messageIdOf(given)).toBe('string')
      const delivery = deliveryOf(given)
      if (delivery) receiptOf(delivery)
    }), { numRuns: runs(1000) })
  })

  it('a PDU is decoded as far as its header goes', () => {
    fc.assert(fc.property(pdu, (one) => { expect(decode(encode(one))).toEqual(one) }), { numRuns: runs(100) })
  })
})

describe('a receipt', () => {
  const delivery = (words: string, parameters = new Map<number, Buffer>(), esmClass = 4) => ({ esmClass, text: Buffer.from(words), parameters })

  it('is read from its text, whatever else is in it', () => {
    expect(receiptOf(delivery('id:0123 sub:001 dlvrd:001 submit date:2601 done date:2601 stat:UNDELIV err:001 text:Contoso: 31415926'))?.state).toBe('undeliverable')
    expect(receiptOf(delivery('ID:ab-12 STAT:delivrd'))).toMatchObject({ state: 'delivered', ids: ['ab-12'] })
  })

  it('is rather read from what is there for it', () => {
    const parameters = new Map([[0x1e, Buffer.from('77\0')], [0x427, Buffer.from([3])]])
    expect(receiptOf(delivery('id:1 stat:DELIVRD', parameters))).toMatchObject({ state: 'expired', ids: expect.arrayContaining(['77']) as unknown })
  })

  it('names a message in decimal and in hexadecimal: centres mix them', () => {
    expect(receiptOf(delivery('id:0000000255 stat:DELIVRD'))?.ids).toEqual(expect.arrayContaining(['0000000255', '255', 'ff', 'FF']))
    expect(receiptOf(delivery('id:FF stat:DELIVRD'))?.ids).toContain('255')
  })

  it.each([['an answer of a person', delivery('id:1 stat:DELIVRD', undefined, 0)], ['one without a number', delivery('stat:DELIVRD')], ['one without a state', delivery('id:1')], ['one of an unknown state', delivery('id:1 stat:PIGEONS')]])(
    '%s is none', (_, given) => expect(receiptOf(given)).toBeUndefined())
})

describe('what goes over the wire', () => {
  it('says how long it is of use', () => {
    expect([validityOf(300), validityOf(61), validityOf(90_061), validityOf(undefined)]).toEqual(['000000000500000R', '000000000101000R', '000001010101000R', ''])
  })

  it('each part of a long text says which it is', () => {
    const parts = textsOf('a'.repeat(400), 7)
    expect(parts.map(({ text }) => [...text.subarray(0, 6)])).toEqual([[5, 0, 3, 7, 3, 1], [5, 0, 3, 7, 3, 2], [5, 0, 3, 7, 3, 3]])
    expect(parts.every(({ udh, text }) => udh && text.length <= 159)).toBe(true)
  })

  it('UCS-2 is written with the more important octet first', () => {
    expect(textsOf('ł', 0)).toEqual([{ udh: false, coding: 8, text: Buffer.from([0x01, 0x42]) }])
  })

  it('a sender is a number, a short code or a name', () => {
    expect([addressOf('+4930'), addressOf('88888'), addressOf('Contoso')]).toEqual([{ ton: 1, npi: 1, digits: '4930' }, { ton: 3, npi: 0, digits: '88888' }, { ton: 5, npi: 0, digits: 'Contoso' }])
  })
})
