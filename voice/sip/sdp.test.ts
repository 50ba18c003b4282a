import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { runs } from '../../test/soak.ts'
import { keyIn } from './info.ts'
import { type Codec, describeMedia, mediaIn, type Wanted } from './sdp.ts'

const codecs: readonly Codec[] = ['PCMA', 'PCMU']
const four: Wanted = { codecs, family: 4, encrypted: false }
const six: Wanted = { ...four, family: 6 }
const lines = ['v=0', 'o=- 1 1 IN IP4 10.0.0.1', 's=-', 'c=IN IP4 10.0.0.1', 't=0 0', 'm=audio 4000 RTP/AVP 0 8 97', 'a=rtpmap:97 telephone-event/8000', 'a=ptime:20']
const said = (from: string | RegExp = '', to = '') => Buffer.from(lines.map((line) => line.replace(from, to)).join('\r\n'))

describe('where sound goes', () => {
  it('is what the other side says: address, port, the first of our codecs, its number for keys', () => {
    expect(mediaIn(said(), four)).toEqual({ address: '10.0.0.1', port: 4000, codec: 'PCMA', events: 97, listens: true, crypto: undefined })
    expect(mediaIn(said(), { ...four, codecs: ['PCMU'] })).toMatchObject({ codec: 'PCMU' })
  })

  it('may be said for the sound alone', () => {
    expect(mediaIn(said('a=ptime:20', 'c=IN IP4 10.0.0.2'), four)?.address).toBe('10.0.0.2')
    expect(mediaIn(said('a=ptime:20', 'm=video 5000 RTP/AVP 99\r\nc=IN IP4 10.0.0.3'), four)?.address).toBe('10.0.0.1')
  })

  it('is compared as the system writes it', () => {
    expect(mediaIn(said('c=IN IP4 10.0.0.1', 'c=IN IP6 FD00:0::0001'), six)?.address).toBe('fd00::1')
  })

  it.each([['sendrecv', true], ['recvonly', true], ['sendonly', false], ['inactive', false]])('may be %s', (direction, listens) => {
    expect(mediaIn(said('a=ptime:20', `a=${direction}`), four)?.listens).toBe(listens)
  })

  it('without keys over RTP has none', () => {
    expect(mediaIn(said(/^a=rtpmap.*/u, ''), four)).toMatchObject({ events: undefined })
    expect(mediaIn(said(' 97', ''), four)).toMatchObject({ events: undefined })
  })

  it.each([
    ['a name instead of an address', said('c=IN IP4 10.0.0.1', 'c=IN IP4 pbx.corp.example')], ['hold, as older ones say it', said('c=IN IP4 10.0.0.1', 'c=IN IP4 0.0.0.0')],
    ['many at once', said('c=IN IP4 10.0.0.1', 'c=IN IP4 224.0.0.1')], ['everybody', said('c=IN IP4 10.0.0.1', 'c=IN IP4 255.255.255.255')],
    ['the other family of addresses', said('c=IN IP4 10.0.0.1', 'c=IN IP6 fd00::1')], ['no port', said('audio 4000', 'audio 0')], ['a port beyond any', said('audio 4000', 'audio 65536')],
    ['encryption', said('RTP/AVP', 'RTP/SAVP')], ['other codecs', said('0 8 97', '9 18')], ['a picture', said('m=audio', 'm=video')], ['nothing', Buffer.alloc(0)],
  ])('with %s is nowhere', (_, body) => expect(mediaIn(body, four)).toBeUndefined())

  it('is read as we write it', () => {
    expect(mediaIn(Buffer.from(describeMedia({ address: '10.1.2.3', port: 4002, codecs, crypto: undefined, session: '5', version: 1 })), four)).toEqual({ address: '10.1.2.3', port: 4002, codec: 'PCMA', events: 101, listens: true, crypto: undefined })
    expect(mediaIn(Buffer.from(describeMedia({ address: 'fd00::1', port: 4002, codecs: ['PCMU'], crypto: undefined, session: '5', version: 2, events: undefined })), six)).toMatchObject({ codec: 'PCMU', events: undefined })
  })

  it('in any words does not throw', () => {
    const line = fc.oneof(fc.constantFrom(...lines), fc.string({ unit: 'binary', maxLength: 50 }), fc.constantFrom('m=audio 1 RTP/AVP 8 8 8', `m=audio 1 RTP/AVP${' 1'.repeat(40)}`, 'c=IN IP4 ', 'c=IN IP6 ::', 'c=IN IP6 fe80::1%eth0', 'a=rtpmap:', 'a=inactive'))
    fc.assert(fc.property(fc.array(line, { maxLength: 20 }), fc.constantFrom('\r\n', '\n'), fc.constantFrom(4, 6), fc.boolean(), (some, end, family, encrypted) => {
      const media = mediaIn(Buffer.from(some.join(end), 'latin1'), { codecs, family, encrypted })
      if (media) expect(media.port).toBeGreaterThan(0)
    }), { numRuns: runs(300) })
  })
})

describe('a key in an INFO', () => {
  it.each([
    ['application/dtmf-relay', 'Signal=5\r\nDuration=160\r\n', '5'], ['application/dtmf-relay', 'Signal= #\nDuration= 100', '#'], ['Application/DTMF-Relay; charset=utf-8', 'Duration=5\r\nsignal = *', '*'],
    ['application/dtmf-relay', 'Signal=11', '#'], ['application/dtmf-relay', 'Signal=10', '*'], ['application/dtmf', '7', '7'], ['application/dtmf', '11\r\n', '#'],
  ])('%s: %j', (type, body, key) => expect(keyIn(type, Buffer.from(body))).toBe(key))

  it.each([['text/plain', '5'], ['application/dtmf-relay', '5'], ['application/dtmf-relay', 'Signal=12'], ['application/dtmf-relay', 'Signal=A'], ['application/dtmf-relay', 'Signal=1 2'], ['application/dtmf', ''], ['application/dtmf', '55']])(
    'is not in %s: %j', (type, body) => expect(keyIn(type, Buffer.from(body))).toBeUndefined())

  it('is one of twelve, or none, whatever it holds', () => {
    fc.assert(fc.property(fc.constantFrom('application/dtmf-relay', 'application/dtmf', ''), fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom(...Array.from('Signal=159#* \r\n')) })), (type, body) => {
      const key = keyIn(type, Buffer.from(body))
      if (key !== undefined) expect('0123456789*#').toContain(key)
    }), { numRuns: runs(300) })
  })
})
