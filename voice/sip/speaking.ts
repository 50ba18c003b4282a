import { packet } from './rtp.ts'
import { encode } from './g711.ts'
import type { Codec } from './sdp.ts'
import { TELEPHONE } from './wav.ts'

/** Milliseconds of sound in a packet, as everybody sends it, and as many samples. */
export const FRAME = 20
const SAMPLES = TELEPHONE * FRAME / 1000

/** Where counting begins, unlike any other call: RFC 3550 §5.1. */
export type Beginnings = { readonly source: number; readonly sequence: number; readonly timestamp: number }

/** What is said, packet after packet. Between words it sends silence, so that the line is not taken for dead. */
export function speaking({ source, sequence, timestamp }: Beginnings) {
  const quiet = new Int16Array(SAMPLES)
  let words: readonly Int16Array[] = []
  let at = 0
  let said: () => void = () => undefined
  let count = 0
  return {
    /** Instead of what is being said. @param then when it was said to its end */
    say(sounds: readonly Int16Array[], then: () => void): void {
      words = sounds
      at = 0
      said = then
    },
    /** In the middle of a word. */
    stop(): void {
      words = []
      said = () => undefined
    },
    next(type: number, codec: Codec): Buffer {
      const octets = packet({
        type, marker: count === 0, sequence: (sequence + count) % 0x1_0000, timestamp: (timestamp + count * SAMPLES) % 0x1_0000_0000, source, payload: encode(frame(), codec),
      })
      count += 1
      return octets
    },
  }

  function frame(): Int16Array {
    const [word, ...more] = words
    if (!word) return quiet
    const piece = new Int16Array(SAMPLES)
    piece.set(word.subarray(at, at + SAMPLES))
    at += SAMPLES
    if (at < word.length) return piece
    words = more
    at = 0
    if (more.length === 0) {
      const then = said
      said = () => undefined
      // Not within: it may end everything.
      queueMicrotask(then)
    }
    return piece
  }
}
