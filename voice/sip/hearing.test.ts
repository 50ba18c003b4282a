import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { runs } from '../../test/soak.ts'
import { encode } from './g711.ts'
import { forTelephone, soundIn } from './wav.ts'

/** What a telephone hears, by ITU-T G.191's formulas. */
const decoded = {
  PCMA(octet: number): number {
    const code = octet ^ 0x55
    const segment = code >> 4 & 7
    const size = segment === 0 ? ((code & 15) << 4) + 8 : ((code & 15) << 4) + 0x108 << segment - 1
    return code & 0x80 ? size : -size
  },
  PCMU(octet: number): number {
    const code = ~octet & 0xff
    const size = ((code & 15) << 3) + 0x84 << (code >> 4 & 7)
    return code & 0x80 ? 0x84 - size : size - 0x84
  },
}

describe.each(['PCMA', 'PCMU'] as const)('%s', (codec) => {
  it('is heard as it was said, but for the noise that eight bits make', () => {
    for (let sample = -32_768; sample <= 32_767; sample += 7) {
      const heard = decoded[codec](encode(Int16Array.of(sample), codec)[0] ?? 0)
      expect(Math.abs(heard - sample)).toBeLessThanOrEqual(Math.max(16, Math.abs(sample) / 16))
    }
  })

  it('every octet is what its own sound becomes', () => {
    const octets = Array.from({ length: 256 }, (_, octet) => octet).filter((octet) => codec === 'PCMA' || octet !== 0x7f)
    expect(octets.filter((octet) => encode(Int16Array.of(decoded[codec](octet)), codec)[0] !== octet)).toEqual([])
  })
})

function wav({ rate = 8000, channels = 1, kind = 1, bits = 16, length, samples = [1, 2, 3, 4] }: { rate?: number; channels?: number; kind?: number; bits?: number; length?: number; samples?: number[] } = {}): Buffer {
  const head = Buffer.alloc(36)
  head.write('RIFF\0\0\0\0WAVEfmt ', 'latin1')
  head.writeUInt32LE(16, 16)
  head.writeUInt16LE(kind, 20)
  head.writeUInt16LE(channels, 22)
  head.writeUInt32LE(rate, 24)
  head.writeUInt16LE(bits, 34)
  const data = Buffer.alloc(8 + samples.length * 2)
  data.write('data', 'latin1')
  data.writeUInt32LE(length ?? samples.length * 2, 4)
  samples.forEach((sample, index) => data.writeInt16LE(sample, 8 + index * 2))
  return Buffer.concat([head, data])
}

describe('a WAV', () => {
  it('is read, of two channels the first, whatever it claims to be long', () => {
    expect(soundIn(wav())).toEqual({ rate: 8000, samples: Int16Array.of(1, 2, 3, 4) })
    expect(soundIn(wav({ channels: 2 }))?.samples).toEqual(Int16Array.of(1, 3))
    expect(soundIn(wav({ length: 0x7fff_ffff }))?.samples).toEqual(Int16Array.of(1, 2, 3, 4))
  })

  it.each([['compressed', wav({ kind: 85 })], ['of 8 bits', wav({ bits: 8 })], ['of six channels', wav({ channels: 6 })], ['too slow', wav({ rate: 4000 })], ['something else', Buffer.from('OggS'.repeat(20))], ['empty', Buffer.alloc(0)]])(
    '%s is none', (_, octets) => expect(soundIn(octets)).toBeUndefined())

  it('of any octets is one, or none', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 40 }), fc.nat(60), (some, at) => {
      const octets = wav()
      octets.set(some.subarray(0, Math.max(0, octets.length - at)), Math.min(at, octets.length))
      soundIn(octets)
    }), { numRuns: runs(500) })
  })
})

/** How loud this tone is in what a telephone gets of it. */
function through(hertz: number, rate: number): number {
  const samples = Int16Array.from({ length: rate }, (_, at) => 10_000 * Math.sin(2 * Math.PI * hertz * at / rate))
  const heard = forTelephone({ rate, samples }).subarray(200, -200)
  return Math.sqrt(heard.reduce((sum, one) => sum + one ** 2, 0) / heard.length) / (10_000 / Math.SQRT2)
}

describe.each([8000, 16_000, 22_050, 44_100, 48_000])('sound of %i samples a second', (rate) => {
  it('is as long and as loud on the telephone', () => {
    expect(forTelephone({ rate, samples: new Int16Array(rate) })).toHaveLength(8000)
    for (const hertz of [200, 1000, 3000]) expect(through(hertz, rate)).toBeCloseTo(1, 1)
  })

  if (rate > 12_000) it('is not heard as another tone, where a telephone cannot carry it', () => {
    expect(through(5500, rate)).toBeLessThan(0.01)
  })
})
