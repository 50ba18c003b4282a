import { type Channels, fromLinear, luminance, toLinear } from '@gatehouse/contract'

/**
 * No spot of a backdrop may be brighter, as WCAG counts luminance: on it the words outside of the panel (--text-2, --good-soft, --warn of
 * styles/tokens.css) keep 4.5 to 1, and with the panel over it so does the accent (contract/accent.ts).
 */
export const BRIGHTEST = 0.095

/** --ground, and how much of it every colour gets: white walls become dusk, not fog. */
const GROUND: Channels = [7, 26, 46]
const NIGHT = 0.2

/** Neighbours on each side that a pixel is mixed with, three times: a good bell curve. */
const REACH = 2

/** Red, green, blue, opacity, each from 0 to 255, as a canvas gives and takes them. */
export type Pixels = { data: Uint8ClampedArray; width: number; height: number }

/** A picture out of focus and dark enough for words. What is dark in it stays nearly as it was, what is bright gives way. */
export function soften(picture: Pixels): void {
  for (let time = 0; time < 3; time++) {
    blur(picture, picture.height, picture.width, 4, picture.width * 4)
    blur(picture, picture.width, picture.height, picture.width * 4, 4)
  }
  const { data } = picture
  for (let at = 0; at + 3 < data.length; at += 4) {
    data.set(dimmed([data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0]), at)
    data[at + 3] = 255
  }
}

/** Not brighter than `BRIGHTEST`: a curve that begins as a straight line, so that shadows keep their drawing; with some night in it. */
export function dimmed(colour: Channels): Channels {
  const share = Math.min(1, (BRIGHTEST * (1 + BRIGHTEST)) / (luminance(colour) + BRIGHTEST))
  const dim = (channel: number, night: number) => Math.floor(fromLinear(toLinear(channel) * share) * (1 - NIGHT) + night * NIGHT)
  return [dim(colour[0], GROUND[0]), dim(colour[1], GROUND[1]), dim(colour[2], GROUND[2])]
}

/** Whether most of what is to be seen of a logo would be lost on a dark ground: it gets a light one. */
export function isDark({ data }: Pick<Pixels, 'data'>): boolean {
  let [seen, dark] = [0, 0]
  for (let at = 0; at + 3 < data.length; at += 4) {
    if ((data[at + 3] ?? 0) < 128) continue
    seen++
    if (luminance([data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0]) < 0.12) dark++
  }
  return dark > seen / 2
}

/** Mixes each pixel of each line with its neighbours along that line; at the edge the last one counts again. `step`: bytes to the next. */
function blur({ data }: Pixels, lines: number, length: number, step: number, lineStep: number): void {
  const line = new Float64Array(length)
  for (let number = 0; number < lines; number++) {
    for (let channel = 0; channel < 3; channel++) {
      const start = number * lineStep + channel
      for (let at = 0; at < length; at++) line[at] = data[start + at * step] ?? 0
      for (let at = 0; at < length; at++) {
        let sum = 0
        for (let other = at - REACH; other <= at + REACH; other++) sum += line[Math.min(length - 1, Math.max(0, other))] ?? 0
        data[start + at * step] = sum / (2 * REACH + 1)
      }
    }
  }
}
