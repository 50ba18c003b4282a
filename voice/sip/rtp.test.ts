import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { runs } from '../../test/soak.ts'
import { packet, type Packet, packetIn } from './rtp.ts'
import { speaking } from './speaking.ts'
import { presses } from './telephone-event.ts'

const octets = (maxLength: number) => fc.uint8Array({ maxLength }).map((some) => Buffer.from(some))
const any: fc.Arbitrary<Packet> = fc.record({
  type: fc.nat(127), marker: fc.boolean(), sequence: fc.nat(0xffff), timestamp: fc.nat(0xffff_ffff), source: fc.nat(0xffff_ffff), payload: octets(40),
})

describe('a packet of sound', () => {
  it('is read as it was written', () => {
    fc.assert(fc.property(any, (one) => { expect(packetIn(packet(one))).toEqual(one) }), { numRuns: runs(200) })
  })

  it('may say who else spoke, have a header more and be filled up', () => {
    const head = Buffer.from([0xb1, 8, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3, 9, 9, 9, 9, 0, 0, 0, 1, 7, 7, 7, 7])
    expect(packetIn(Buffer.concat([head, Buffer.from([1, 2, 3, 0, 2])]))?.payload).toEqual(Buffer.from([1, 2, 3]))
  })

  it('of any octets is one, or none', () => {
    fc.assert(fc.property(octets(60), (some) => {
      const read = packetIn(some)
      if (read) expect(some.includes(read.payload)).toBe(true)
    }), { numRuns: runs(300) })
  })
})

/** What a telephone sends for one key. */
function press(event: number, timestamp: number, { ends = 3, source = 1 } = {}): Packet[] {
  const at = (duration: number, end: boolean, marker = false): Packet => {
    const payload = Buffer.from([event, end ? 0x8a : 0x0a, 0, 0])
    payload.writeUInt16BE(duration, 2)
    return { type: 101, marker, sequence: 0, timestamp, source, payload }
  }
  return [at(160, false, true), at(320, false), at(480, false), ...Array.from({ length: ends }, () => at(640, true))]
}
const heard = (packets: readonly Packet[]) => {
  const pressed = presses()
  return packets.flatMap((one) => pressed(one) ?? []).join('')
}

describe('a key over RTP', () => {
  it('is one, however often its end is said', () => {
    expect(heard([...press(4, 1000, { ends: 9 }), ...press(2, 3000), ...press(11, 5000)])).toBe('42#')
  })

  it('pressed twice is two', () => {
    expect(heard([...press(5, 1000), ...press(5, 3000), ...press(5, 5000, { source: 2 })])).toBe('555')
  })

  it('is one, whichever of its packets arrive, in whatever order, mixed with those of the key before', () => {
    fc.assert(fc.property(fc.shuffledSubarray([...press(7, 1000), ...press(10, 3000)], { minLength: 1 }), (some) => {
      expect(Array.from(heard(some)).sort().join('')).toBe([...new Set(some.map(({ timestamp }) => (timestamp === 1000 ? '7' : '*')))].sort().join(''))
    }), { numRuns: runs(300) })
  })

  it('held longer than a packet can say is one', () => {
    const part = (timestamp: number, duration: number): Packet => ({ type: 101, marker: false, sequence: 0, timestamp, source: 1, payload: Buffer.from([6, 10, duration >> 8, duration & 255]) })
    expect(heard([...press(6, 1000).slice(0, 3), part(1000, 0xffff), part(1000 + 0xffff, 160), part(1000 + 0xffff, 320)])).toBe('6')
  })

  it('in any packets is one of twelve', () => {
    fc.assert(fc.property(fc.array(any, { maxLength: 60 }), (packets) => { expect(heard(packets)).toMatch(/^[0-9*#]*$/u) }), { numRuns: runs(300) })
  })
})

describe('what is said', () => {
  const beginnings = { source: 7, sequence: 0xfffe, timestamp: 0xffff_ff00 }
  const packetsOf = (mouth: ReturnType<typeof speaking>, count: number) => Array.from({ length: count }, () => packetIn(mouth.next(8, 'PCMA')))

  it('is 20 ms in each packet, counted on beyond the end of numbers', () => {
    const mouth = speaking(beginnings)
    expect(packetsOf(mouth, 3)).toMatchObject([
      { type: 8, marker: true, sequence: 0xfffe, timestamp: 0xffff_ff00, source: 7 }, { marker: false, sequence: 0xffff, timestamp: 0xffff_ffa0 }, { marker: false, sequence: 0, timestamp: 0x40 },
    ])
  })

  it('is said to its end, once, and then is silence', async () => {
    const mouth = speaking(beginnings)
    let said = 0
    mouth.say([new Int16Array(161).fill(8000), new Int16Array(10).fill(-8000)], () => (said += 1))
    const loud = packetsOf(mouth, 5).map((one) => new Set(one?.payload).size > 1 || one?.payload[0] !== 0xd5)
    await Promise.resolve()
    expect([loud, said]).toEqual([[true, true, true, false, false], 1])
  })

  it('stops in the middle, and its end is not told', async () => {
    const mouth = speaking(beginnings)
    let said = 0
    mouth.say([new Int16Array(1000).fill(8000)], () => (said += 1))
    packetsOf(mouth, 2)
    mouth.stop()
    expect(new Set(packetsOf(mouth, 10).flatMap((one) => [...one?.payload ?? []]))).toEqual(new Set([0xd5]))
    await Promise.resolve()
    expect(said).toBe(0)
  })
})
