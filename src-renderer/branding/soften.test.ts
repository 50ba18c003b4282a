import { readFileSync } from 'node:fs'
import { channels, type Channels, contrastOf, grounds, luminance } from '@gatehouse/contract'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { runs } from '../../test/soak.ts'
import { BRIGHTEST, dimmed, isDark, soften } from './soften.ts'

const sheet = (name: string) => readFileSync(new URL(`../styles/${name}.css`, import.meta.url), 'utf8')
const tokens = sheet('tokens')
const colourOf = (token: string) => new RegExp(`--${token}: (#[0-9a-f]{3,6});`, 'u').exec(tokens)?.[1]?.replace(/^#(.)(.)(.)$/u, '#$1$1$2$2$3$3') ?? 'not there'
/** `rgb(21 31 47 / 84%)` of a sheet, behind those words. */
function translucent(text: string, behind: string): { colour: Channels; share: number } {
  const [red = NaN, green = NaN, blue = NaN, percent = NaN] = (new RegExp(`${behind}[^;]*?rgb\\((\\d+) (\\d+) (\\d+) / (\\d+)%\\)`, 'u').exec(text) ?? []).slice(1).map(Number)
  return { colour: [red, green, blue], share: percent / 100 }
}
function over({ colour, share }: { colour: Channels; share: number }, ground: Channels): Channels {
  const mixed = (at: 0 | 1 | 2) => colour[at] * share + ground[at] * (1 - share)
  return [mixed(0), mixed(1), mixed(2)]
}
const panel = translucent(tokens, '--panel:')
const anyColour = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255))

test('[F-25] the grounds that an accent is judged on are those that the screens paint, where their own backdrop is brightest', () => {
  const page = sheet('page')
  const brightest = over(translucent(page, 'radial-gradient\\(70%'), channels('#06172a'))
  const whole = (ground: Channels) => `#${ground.map((channel) => Math.round(channel).toString(16).padStart(2, '0')).join('')}`
  expect(page).toContain('linear-gradient(155deg, #06172a')
  expect(whole(over(panel, brightest))).toBe(grounds.panel)
  expect(whole(over(translucent(tokens, '--raised:'), channels(grounds.panel)))).toBe(grounds.hovered)
  // Of one colour everywhere, and no brighter.
  for (const ground of sheet('overlays').match(/background: (#[0-9a-f]{6})/gu) ?? []) expect(luminance(channels(ground.slice(-7)))).toBeLessThanOrEqual(luminance(channels(grounds.panel)))
})

test('[F-25] on a backdrop of any colour every word outside of the panel keeps 4.5 to 1', () => {
  for (const token of ['text', 'text-2', 'good-soft', 'warn']) expect((luminance(channels(colourOf(token))) + 0.05) / (BRIGHTEST + 0.05), token).toBeGreaterThanOrEqual(4.5)
  fc.assert(fc.property(anyColour, (colour) => {
    expect(luminance(dimmed(colour))).toBeLessThanOrEqual(BRIGHTEST)
    expect(Math.max(...dimmed(colour))).toBeLessThanOrEqual(255)
  }), { numRuns: runs(2000) })
  expect(luminance(dimmed([255, 255, 255])), 'white does not become night').toBeGreaterThan(BRIGHTEST / 2)
})

test('[F-25] the panel over a backdrop of any colour is no brighter than what the accent was judged on', () => {
  fc.assert(fc.property(anyColour, (colour) => {
    expect(luminance(over(panel, dimmed(colour)))).toBeLessThanOrEqual(luminance(channels(grounds.panel)))
  }), { numRuns: runs(2000) })
})

test('our own accent passes what others must', () => {
  const [red = 0, green = 0, blue = 0] = (/--accent-rgb: (\d+) (\d+) (\d+);/u.exec(tokens) ?? []).slice(1).map(Number)
  const own = `#${[red, green, blue].map((channel) => channel.toString(16).padStart(2, '0')).join('')}`
  for (const [words, ground] of [[own, grounds.hovered], [colourOf('link'), grounds.hovered], [colourOf('on-accent'), colourOf('accent-press')]] as const) expect(contrastOf(words, ground)).toBeGreaterThanOrEqual(4.5)
})

test('a picture is out of focus: what lay side by side runs together, and it is opaque', () => {
  const width = 40
  const data = new Uint8ClampedArray(Array.from({ length: width * 10 }, (_, at) => (at % width < width / 2 ? [0, 0, 0, 0] : [120, 120, 120, 128])).flat())
  soften({ data, width, height: 10 })
  const row = Array.from({ length: width }, (_, x) => [data[(5 * width + x) * 4] ?? 0, data[(5 * width + x) * 4 + 3]] as const)
  const steps = row.slice(1).map(([red], at) => red - (row[at]?.[0] ?? 0))
  expect(Math.max(...steps), 'no edge is left').toBeLessThan(20)
  expect(Math.min(...steps), 'and nothing swings').toBeGreaterThanOrEqual(0)
  expect(new Set(row.map(([, opacity]) => opacity))).toEqual(new Set([255]))
})

test('a logo that is mostly dark gets a light ground; what cannot be seen of it does not count', () => {
  const of = (...pixels: number[][]) => ({ data: new Uint8ClampedArray(pixels.flat()) })
  expect(isDark(of([16, 20, 24, 255], [0, 0, 90, 255], [255, 255, 255, 255]))).toBe(true)
  expect(isDark(of([16, 20, 24, 255], [255, 180, 70, 255], [255, 255, 255, 255]))).toBe(false)
  expect(isDark(of([0, 0, 0, 0], [0, 0, 0, 10], [255, 255, 255, 255]))).toBe(false)
  expect(isDark(of([0, 0, 0, 0]))).toBe(false)
})
