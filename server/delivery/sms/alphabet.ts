/** How a text goes over the air, and what it costs. */
export type Length = {
  alphabet: 'GSM-7' | 'UCS-2'
  /** Septets, or units of 16 bits. */
  units: number
  /** Messages that it takes, each of them paid for. */
  segments: number
}

// 3GPP TS 23.038 §6.2.1, in the order of its table: the place is the value. U+001B stands where the escape to the other table does.
const BASIC = '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001bÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà'
// The same, §6.2.1.1: each takes an escape before it.
const EXTENDED: Readonly<Record<string, number>> = { '\f': 0x0a, '^': 0x14, '{': 0x28, '}': 0x29, '\\': 0x2f, '[': 0x3c, '~': 0x3d, ']': 0x3e, '|': 0x40, '€': 0x65 }
const ESCAPE = 0x1b

const basic = new Map(Array.from(BASIC, (letter, value) => [letter, value] as const).filter(([letter]) => letter !== '\u001b'))

/** @returns the septets of a text, one a byte; undefined when it has a letter that GSM-7 lacks */
export function septetsOf(text: string): number[] | undefined {
  const septets: number[] = []
  for (const letter of text) {
    const plain = basic.get(letter)
    const extended = EXTENDED[letter]
    if (plain !== undefined) septets.push(plain)
    else if (extended !== undefined) septets.push(ESCAPE, extended)
    else return undefined
  }
  return septets
}

/** 3GPP TS 23.040 §9.2.3.24.1: of 140 bytes, a part of several spends six on saying which it is. */
export const LIMITS = { 'GSM-7': { alone: 160, part: 153 }, 'UCS-2': { alone: 70, part: 67 } } as const

/** @returns how long a text is as an SMS */
export function lengthOf(text: string): Length {
  const alphabet = septetsOf(text) ? 'GSM-7' : 'UCS-2'
  const units = septetsOf(text)?.length ?? text.length
  const { alone, part } = LIMITS[alphabet]
  return { alphabet, units, segments: units <= alone ? 1 : partsOf(text, part).length }
}

/** Splits a text where it has to be, never within a letter: an escape belongs to what follows it, as does half an emoji to its other half. */
export function partsOf(text: string, most: number): string[] {
  const parts: string[] = []
  let present = ''
  let room = most
  const gsm = septetsOf(text) !== undefined
  for (const letter of text) {
    const needs = gsm ? (septetsOf(letter)?.length ?? 1) : letter.length
    if (needs > room) {
      parts.push(present)
      present = ''
      room = most
    }
    present += letter
    room -= needs
  }
  return [...parts, present]
}
