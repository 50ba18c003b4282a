import type { Codec } from './sdp.ts'

/** ITU-T G.711. 16 bits a sample become 8. */
export function encode(samples: Int16Array, codec: Codec): Buffer {
  const one = codec === 'PCMA' ? aLaw : muLaw
  return Buffer.from(Uint8Array.from(samples, one))
}

/** What nothing sounds like. */
export const silence = (codec: Codec, octets: number): Buffer => encode(new Int16Array(octets), codec)

function aLaw(sample: number): number {
  const positive = sample >= 0
  // 13 bits; of a negative one its complement, so that nothing is positive zero.
  const size = (positive ? sample : -sample - 1) >> 3
  const segment = Math.max(0, 31 - Math.clz32(size) - 4)
  const code = segment === 0 ? size >> 1 & 0x0f : segment << 4 | size >> segment & 0x0f
  return (code ^ (positive ? 0xd5 : 0x55)) & 0xff
}

const BIAS = 0x84
const LOUDEST = 32_635

function muLaw(sample: number): number {
  const size = Math.min(Math.abs(sample), LOUDEST) + BIAS
  const segment = 31 - Math.clz32(size) - 7
  return ~((sample < 0 ? 0x80 : 0) | segment << 4 | size >> segment + 3 & 0x0f) & 0xff
}
