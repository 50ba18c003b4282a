import * as v from 'valibot'

// A company's accent colour: what it must be like, and what is painted with it. Server and screen must agree on it, so it stands here.

/** `#4cc2ff`: nothing else reaches a style sheet. */
export const COLOUR = /^#[0-9A-Fa-f]{6}$/
export const Colour = v.pipe(v.string(), v.regex(COLOUR))

/** WCAG 2.2, 1.4.3: of words on their ground. */
export const LEAST_CONTRAST = 4.5

/** What links stand on: the panel where the light behind it is brightest, and there under a pointer (styles/tokens.css; a test holds both together). */
export const grounds = { panel: '#1b2a40', hovered: '#2b394d' } as const

/** Words on a button of the accent colour. */
const INK = '#0a1420'
/** Where a button sinks to while it is pointed at and pressed. */
const DEPTH = '#071a2e'

/** What the screens paint with an accent. */
export type AccentLook = { accent: string; hover: string; press: string; ink: string }
export const accentLook = (accent: string): AccentLook => ({ accent, hover: mixed(accent, DEPTH, 0.1), press: mixed(accent, DEPTH, 0.2), ink: INK })

/** Every pair of words and ground that the accent is part of. */
export function accentContrasts(accent: string): { where: string; contrast: number }[] {
  const { hover, press, ink } = accentLook(accent)
  return [
    { where: 'a link on the panel', contrast: contrastOf(accent, grounds.panel) },
    { where: 'a link under the pointer', contrast: contrastOf(accent, grounds.hovered) },
    ...[accent, hover, press].map((button) => ({ where: 'the words of a button', contrast: contrastOf(ink, button) })),
  ]
}

/** The pair that is hardest to read. */
export const worstContrast = (accent: string) => accentContrasts(accent).reduce((worst, one) => (one.contrast < worst.contrast ? one : worst))

export const isReadableAccent = (accent: string): boolean => COLOUR.test(accent) && worstContrast(accent).contrast >= LEAST_CONTRAST

/** @returns the colour itself where it can be read; else the same hue, just light enough. @param accent a `Colour` */
export function nearestReadableAccent(accent: string): string {
  for (let share = 0; share < 1; share += 0.005) {
    const lighter = lightened(accent, share)
    if (isReadableAccent(lighter)) return lighter
  }
  return '#ffffff'
}

/** WCAG 2.2, "contrast ratio": 1 to 21. @param one and `other`: `Colour`s */
export function contrastOf(one: string, other: string): number {
  const [a, b] = [luminance(channels(one)), luminance(channels(other))]
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
}

/** WCAG 2.2, "relative luminance": 0 to 1. @param channels red, green, blue from 0 to 255 */
export const luminance = ([red, green, blue]: Channels): number => 0.2126 * toLinear(red) + 0.7152 * toLinear(green) + 0.0722 * toLinear(blue)

export type Channels = readonly [red: number, green: number, blue: number]

export const channels = (colour: string): Channels => {
  const all = Number.parseInt(colour.slice(1), 16)
  return [all >> 16, (all >> 8) & 255, all & 255]
}

/** Light, 0 to 1, of a channel from 0 to 255 (IEC 61966-2-1); and back. */
export function toLinear(channel: number): number {
  const share = channel / 255
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
}
export const fromLinear = (light: number): number => 255 * (light <= 0.0031308 ? light * 12.92 : 1.055 * light ** (1 / 2.4) - 0.055)

const written = (of: Channels) => `#${of.map((channel) => Math.round(channel).toString(16).padStart(2, '0')).join('')}`

function mixed(colour: string, other: string, share: number): string {
  const [[r, g, b], [R, G, B]] = [channels(colour), channels(other)]
  return written([r + (R - r) * share, g + (G - g) * share, b + (B - b) * share])
}

/** Lighter by a share of the way to white, its hue and saturation kept as HSL has them. */
function lightened(colour: string, share: number): string {
  const [r, g, b] = channels(colour)
  const [most, least] = [Math.max(r, g, b), Math.min(r, g, b)]
  const light = (most + least) / 2
  const room = (at: number) => 255 - Math.abs(2 * at - 255)
  const next = light + (255 - light) * share
  const saturation = room(light) === 0 ? 0 : (most - least) / room(light)
  const spread = saturation * room(next)
  const base = next - spread / 2
  const placed = (channel: number) => (most === least ? next : base + ((channel - least) / (most - least)) * spread)
  return written([placed(r), placed(g), placed(b)])
}
