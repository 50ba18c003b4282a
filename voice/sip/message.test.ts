import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { runs } from '../../test/soak.ts'
import { address, parameters, split } from './fields.ts'
import { MOST_OCTETS, parse, valuesOf, write } from './message.ts'
import { BrokenStream, cutter } from './stream.ts'

const octets = (maxLength: number) => fc.uint8Array({ maxLength }).map((some) => Buffer.from(some))

const answer = [
  'SIP/2.0 200 OK', 'Via: SIP/2.0/UDP 10.0.0.1:5060;rport;branch=z9hG4bKabc', 'From: <sip:2100@pbx>;tag=ours', 'To: "Ada; <x>" <sip:1@pbx;user=phone>;tag=theirs',
  'Call-ID: call@pbx', 'CSeq: 1 INVITE', 'Content-Length: 4', '', 'v=0\n',
]
const text = (lines: readonly string[]) => Buffer.from(lines.join('\r\n'), 'latin1')
const changed = (from: string | RegExp, to: string) => text(answer.map((line) => line.replace(from, to)))

describe('a message', () => {
  it('is read with what it is about', () => {
    expect(parse(text(answer))).toMatchObject({ kind: 'response', status: 200, callId: 'call@pbx', fromTag: 'ours', toTag: 'theirs', branch: 'z9hG4bKabc', cseq: { number: 1, method: 'INVITE' }, body: Buffer.from('v=0\n') })
  })

  it.each([
    ['in short', /^(Via|From|To|Call-ID|Content-Length): /u, (name: string) => ({ 'Via': 'v', 'From': 'f', 'To': 't', 'Call-ID': 'i', 'Content-Length': 'l' })[name] ?? name],
    ['in capitals', /^([^:]+): /u, (name: string) => name.toUpperCase()],
  ])('may be written %s', (_, pattern, other) => {
    const lines = answer.map((line, index) => (index === 0 || index > 6 ? line : line.replace(pattern, (_all, name: string) => `${other(name)} :  `)))
    expect(parse(text(lines))).toMatchObject({ callId: 'call@pbx', fromTag: 'ours', body: Buffer.from('v=0\n') })
  })

  it('may go on in the next line', () => {
    expect(parse(changed('1 INVITE', '1\r\n INVITE'))).toMatchObject({ cseq: { number: 1, method: 'INVITE' } })
  })

  it('ends where it says, whatever follows in the datagram', () => {
    expect(parse(changed(': 4', ': 2'))?.body).toEqual(Buffer.from('v='))
  })

  it.each([
    ['says that it is longer than it is', changed(': 4', ': 5')], ['says two lengths', changed('Call-ID', 'Content-Length: 3\r\nCall-ID')], ['says a negative length', changed(': 4', ': -4')],
    ['belongs to two calls', changed('Call-ID', 'Call-ID: other\r\nCall-ID')], ['belongs to no call', changed('Call-ID', 'X')],
    ['has no number', changed('1 INVITE', 'INVITE')], ['has a number too large', changed('1 INVITE', '2147483648 INVITE')],
    ['is of another version', changed('SIP/2.0 200', 'SIP/3.0 200')], ['has no status', changed('200', '2000')], ['has a status below any', changed('200', '099')],
    ['asks one thing and is about another', changed('SIP/2.0 200 OK', 'BYE sip:x SIP/2.0')],
    ['has a line that is none', changed('Call-ID', 'nothing\r\nCall-ID')], ['hides a character of control', changed('call@pbx', 'call\0@pbx')],
    ['hides half a line break', changed('call@pbx', 'call\r@pbx')], ['has no end', text(answer.slice(0, 6))], ['has too many lines', changed('Call-ID', `${'X: 1\r\n'.repeat(200)}Call-ID`)],
    ['is too long', Buffer.concat([text(answer), Buffer.alloc(MOST_OCTETS)])], ['is empty', Buffer.alloc(0)],
  ])('that %s is none', (_, given) => expect(parse(given)).toBeUndefined())

  it('of any octets does not throw, and takes no longer than it is', () => {
    const lines = fc.array(fc.oneof(fc.constantFrom(...answer), fc.string({ maxLength: 60, unit: 'binary' }), fc.constantFrom('To: "\\', 'Via: <<<"', ' ', 'CSeq: 9 ACK', 'Content-Length: 999999')), { maxLength: 30 })
    fc.assert(fc.property(fc.oneof(octets(400), lines.map(text)), (given) => {
      const message = parse(given)
      if (message) expect(given.includes(message.body)).toBe(true)
    }), { numRuns: runs(500) })
    for (const bad of ['"', '<', ';', ',', ' ', '\t', '\\', '"\\', '\r\n ', 'a=']) parse(text([...answer.slice(0, 3), `To: ${bad.repeat(15_000 / bad.length)}`, ...answer.slice(4)]))
  })

  it('is read as it was written', () => {
    const value = fc.string({ maxLength: 30, unit: fc.constantFrom(...Array.from('abc;,"<>= \\')) }).map((some) => some.trim())
    fc.assert(fc.property(fc.array(value, { maxLength: 5 }), fc.string({ maxLength: 50 }), (values, body) => {
      const written = write('SIP/2.0 180 Ringing', [['Via', 'SIP/2.0/UDP a;branch=b'], ['From', 'x;tag=1'], ['To', 'y'], ['Call-ID', 'c'], ['CSeq', '7 INVITE'], ...values.map((one) => ['X-Any', one] as const)], body)
      const read = parse(written)
      expect(read && valuesOf(read.headers, 'x-any')).toEqual(values)
      expect(read?.body.toString('latin1')).toBe(Buffer.from(body, 'latin1').toString('latin1'))
    }), { numRuns: runs(200) })
  })
})

describe('a header', () => {
  it.each([
    ['"Ada, <a>; \\"b" <sip:ada@pbx;x=1>;tag=t', 'sip:ada@pbx;x=1', 't'], ['sip:ada@pbx;tag=t', 'sip:ada@pbx', 't'], ['<sip:ada@pbx>', 'sip:ada@pbx', undefined],
    ['Ada <sip:ada@pbx> ; TAG = "t"', 'sip:ada@pbx', 't'], ['', '', undefined], ['"', '"', undefined], ['<;tag=t', '<;tag=t', undefined],
  ])('%s', (value, uri, tag) => expect(address(value)).toEqual({ uri, tag }))

  it('is split into what gives it back', () => {
    fc.assert(fc.property(fc.string({ maxLength: 60, unit: fc.constantFrom(...Array.from('ab",;<>\\ =')) }), (value) => {
      expect(split(value, ',').join(',').replaceAll(' ', '')).toBe(value.replaceAll(' ', ''))
      parameters(value)
    }), { numRuns: runs(200) })
  })
})

describe('a stream of messages', () => {
  it('comes out as it went in, wherever the network cuts it, signs of life between', () => {
    const message = octets(60).map((body) => Buffer.concat([Buffer.from(`SIP/2.0 200 OK\r\nl: ${body.length}\r\n\r\n`), body]))
    fc.assert(fc.property(fc.array(message, { maxLength: 5 }), fc.array(fc.nat(40), { maxLength: 30 }), fc.constantFrom('', '\r\n', '\r\n\r\n'), (messages, cuts, between) => {
      const stream = Buffer.concat(messages.flatMap((one) => [Buffer.from(between), one]))
      const cut = cutter()
      const out: Buffer[] = []
      let at = 0
      for (const size of [...cuts, stream.length]) {
        out.push(...cut(stream.subarray(at, at + size)))
        at = Math.min(stream.length, at + size)
      }
      expect(out.map(String)).toEqual(messages.map(String))
    }), { numRuns: runs(200) })
  })

  it.each([['no length', 'SIP/2.0 200 OK\r\n\r\n'], ['two lengths', 'SIP/2.0 200 OK\r\nl: 1\r\nl: 2\r\n\r\n'], ['a length beyond any', 'SIP/2.0 200 OK\r\nl: 99999\r\n\r\n'], ['no end', 'x'.repeat(MOST_OCTETS + 1)]])(
    'ends with a message of %s', (_, given) => expect(() => cutter()(Buffer.from(given))).toThrow(BrokenStream))

  it('of any octets gives messages or ends', () => {
    fc.assert(fc.property(fc.array(octets(100), { maxLength: 10 }), (pieces) => {
      const cut = cutter()
      try {
        for (const piece of pieces) cut(piece)
      } catch (error) {
        expect(error).toBeInstanceOf(BrokenStream)
      }
    }), { numRuns: runs(200) })
  })
})
