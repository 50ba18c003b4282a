import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { runs } from '../test/soak.ts'
import { accentContrasts, accentLook, channels, contrastOf, fromLinear, isReadableAccent, LEAST_CONTRAST, luminance, nearestReadableAccent, toLinear, worstContrast } from './index.ts'

const anyColour = fc.integer({ min: 0, max: 0xff_ffff }).map((number) => `#${number.toString(16).padStart(6, '0')}`)

test('contrast is what WCAG says it is', () => {
  expect(contrastOf('#ffffff', '#000000')).toBeCloseTo(21, 10)
  expect(contrastOf('#4cc2ff', '#4CC2FF')).toBe(1)
  // The two greys between which the line runs, as every checker has them.
  expect(contrastOf('#767676', '#ffffff')).toBeCloseTo(4.54, 2)
  expect(contrastOf('#777777', '#ffffff')).toBeCloseTo(4.48, 2)
  // Pure colours weigh as much as the eye gives them.
  expect(['#ff0000', '#00ff00', '#0000ff'].map((colour) => contrastOf(colour, '#000000').toFixed(2))).toEqual(['5.25', '15.30', '2.44'])
})

test('light and channel are each other\'s inverse', () => {
  for (let channel = 0; channel <= 255; channel++) expect(fromLinear(toLinear(channel))).toBeCloseTo(channel, 8)
})

test('[F-25] an accent is judged by the worst of all that is painted with it', () => {
  expect(isReadableAccent('#4cc2ff')).toBe(true)
  // Windows' own blue does well on white; on the dark panel it is a dark word on dark.
  expect(worstContrast('#0078d4')).toMatchObject({ where: 'a link under the pointer' })
  expect(isReadableAccent('#0078d4')).toBe(false)
  fc.assert(fc.property(anyColour, (accent) => {
    expect(isReadableAccent(accent)).toBe(accentContrasts(accent).every(({ contrast }) => contrast >= LEAST_CONTRAST))
  }), { numRuns: runs(300) })
})

test('[F-25] the nearest readable accent can be read, is the colour itself where that can be, and otherwise the same hue and hardly lighter than needed', () => {
  fc.assert(fc.property(anyColour, (accent) => {
    const nearest = nearestReadableAccent(accent)
    expect(isReadableAccent(nearest)).toBe(true)
    if (isReadableAccent(accent)) expect(nearest).toBe(accent)
    else expect(worstContrast(nearest).contrast).toBeLessThan(LEAST_CONTRAST * 1.05)
    expect(hueApart(accent, nearest)).toBeLessThan(0.15)
  }), { numRuns: runs(1000) })
})

test('no other text is an accent', () => {
  for (const text of ['', 'red', '#fff', '#4cc2ff80', 'rgb(255 255 255)', '#ffffff;', ' #ffffff', '#ffffff\n', '#gggggg', 'url(x)', '#ffffff/**/']) expect(isReadableAccent(text), text).toBe(false)
})

test('a button sinks when it is pressed', () => {
  const { accent, hover, press } = accentLook('#ffb648')
  const light = [accent, hover, press].map((colour) => luminance(channels(colour)))
  expect(light).toEqual(light.toSorted((a, b) => b - a))
})

/** How far two colours are apart as hues, in shares of a sixth of the circle; greys have none, and of nearly black ones rounding leaves little. */
function hueApart(one: string, other: string): number {
  const [a, b] = [hueOf(one), hueOf(other)]
  return a === undefined || b === undefined ? 0 : Math.min(Math.abs(a - b), 6 - Math.abs(a - b))
}

function hueOf(colour: string): number | undefined {
  const [red, green, blue] = channels(colour)
  const [most, spread] = [Math.max(red, green, blue), Math.max(red, green, blue) - Math.min(red, green, blue)]
  if (spread < 24) return undefined
  if (most === red) return (((green - blue) / spread) + 6) % 6
  return most === green ? (blue - red) / spread + 2 : (red - green) / spread + 4
}
