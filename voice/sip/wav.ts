/** Sound as a program or a studio gives it. Rate: samples a second, of one channel. */
export type Sound = { readonly rate: number; readonly samples: Int16Array }

/** @returns undefined when it is no WAV of 16 bits, in one or two channels. Its lengths may lie: who writes to a pipe knows them too late. */
export function soundIn(octets: Buffer): Sound | undefined {
  if (octets.length < 12 || octets.toString('latin1', 0, 4) !== 'RIFF' || octets.toString('latin1', 8, 12) !== 'WAVE') return undefined
  let format: { channels: number; rate: number } | undefined
  for (let at = 12; at + 8 <= octets.length;) {
    const name = octets.toString('latin1', at, at + 4)
    const length = octets.readUInt32LE(at + 4)
    const chunk = octets.subarray(at + 8, at + 8 + length)
    if (name === 'fmt ') format = formatIn(chunk)
    else if (name === 'data') return format && { rate: format.rate, samples: firstChannel(chunk, format.channels) }
    at += 8 + length + length % 2
  }
  return undefined
}

function formatIn(chunk: Buffer): { channels: number; rate: number } | undefined {
  if (chunk.length < 16) return undefined
  const [kind, channels, rate, bits] = [chunk.readUInt16LE(0), chunk.readUInt16LE(2), chunk.readUInt32LE(4), chunk.readUInt16LE(14)]
  // 1: plain PCM; 0xfffe: the longer description of the same.
  const fits = (kind === 1 || kind === 0xfffe) && bits === 16 && (channels === 1 || channels === 2) && rate >= 8000 && rate <= 96_000
  return fits ? { channels, rate } : undefined
}

function firstChannel(chunk: Buffer, channels: number): Int16Array {
  const samples = new Int16Array(Math.floor(chunk.length / 2 / channels))
  for (let at = 0; at < samples.length; at++) samples[at] = chunk.readInt16LE(at * channels * 2)
  return samples
}

/** What a telephone carries: 8,000 samples a second. */
export const TELEPHONE = 8000
/** How many crossings of zero of the filter are counted, on each side. */
const WIDTH = 8

/** Takes away what 8 kHz cannot carry (a windowed sinc), so that it is not heard as something else, and keeps every so-manieth sample. */
export function forTelephone({ rate, samples }: Sound): Int16Array {
  if (rate === TELEPHONE) return samples
  const step = rate / TELEPHONE
  const reach = WIDTH * step
  return Int16Array.from({ length: Math.floor(samples.length / step) }, (_, index) => {
    const centre = index * step
    let sum = 0
    let weights = 0
    for (let at = Math.ceil(centre - reach); at <= centre + reach; at++) {
      const place = (at - centre) / step
      const weight = (place === 0 ? 1 : Math.sin(Math.PI * place) / (Math.PI * place)) * (0.5 + 0.5 * Math.cos(Math.PI * place / WIDTH))
      sum += weight * (samples[at] ?? 0)
      weights += weight
    }
    return Math.max(-32_768, Math.min(32_767, Math.round(sum / weights)))
  })
}
