import { baseOf } from '../languages/language.ts'
import { codes, type Layout, layoutFor, layoutOf, layouts } from './layouts.ts'

/** What each key types alone, by its place: Keyboard Map (WICG), which knows no Shift and no AltGr. */
export type KeyMap = ReadonlyMap<string, string>

/** Of the keys that are compared, the share that must be the same. Layouts that we do not know are not called by a wrong name. */
const LEAST = 0.95

// Signs that look like letters (ˆ) are none.
const LETTER = /[\p{Ll}\p{Lo}]/u

/**
 * The layout that the machine's own keyboard has.
 * @param languages BCP 47: where two have the same keys, as American and Polish ones, that of the first language is meant
 */
export function recognise(map: KeyMap, languages: readonly string[]): Layout | undefined {
  const preferred = layoutFor(languages)
  const judged = layouts.map((layout) => ({ layout, ...likeness(map, layout) })).filter(({ letters }) => letters >= LEAST)
  const best = judged.toSorted((one, other) => other.letters - one.letters || other.signs - one.signs)
  const [first] = best
  return best.find(({ layout, letters, signs }) => layout === preferred && letters === first?.letters && signs === first.signs)?.layout ?? first?.layout
}

/** As Windows names those that we know (KLID): each exactly, for variants of a language's have other keys. */
const byKlid: Readonly<Record<string, string>> = {
  '00000409': 'en-US', '00000809': 'en-GB', '00000407': 'de', '0000040c': 'fr', '0000040a': 'es', '00000416': 'pt-BR', '00000816': 'pt-PT',
  '00000415': 'pl', '00000411': 'ja', '00000401': 'ar',
}

/** @param klid such as "00000407" */
export const layoutNamed = (klid: string | undefined): Layout | undefined => layoutOf(byKlid[klid?.toLowerCase() ?? ''])

/** @returns the share of letters that are in their places, and how many signs are: where both systems and dead keys differ, letters count. */
function likeness(map: KeyMap, layout: Layout): { letters: number; signs: number } {
  const here = new Map(placed(layout).map(({ code, types }) => [code, types.normalize('NFKC')]))
  const places = [...map].filter(([code, types]) => LETTER.test(types) || LETTER.test(here.get(code) ?? ''))
  const same = ([code, types]: [string, string]) => here.get(code) === types
  return { letters: places.filter(same).length / places.length, signs: [...map].filter(same).length }
}

const placed = ({ base }: Layout) => base.flatMap((row, at) =>
  Array.from(row).flatMap((types, place) => (types === ' ' ? [] : [{ code: codes[at]?.[place] ?? '', types }])))

/** Why a layout surprises whoever speaks that language: the letters that are elsewhere, those of another script, or signs alone. */
export type Surprise = { kind: 'letters' | 'script' | 'signs'; letters?: string[] }

export function surpriseOf(layout: Layout, language: string): Surprise | undefined {
  // Passwords and names of accounts are in Latin letters nearly everywhere: whoever has others set may not see it in a password.
  if (layout.otherScript) return { kind: 'script' }
  if (baseOf(layout.tag) === baseOf(language) || layout.knownTo?.includes(baseOf(language))) return undefined
  const usual = layoutFor([language])
  const theirs = usual.otherScript ? layouts[0] : usual
  const here = new Map(placed(layout).map(({ code, types }) => [code, types]))
  const letters = placed(theirs).filter(({ code, types }) => /\p{Ll}/u.test(types) && here.get(code) !== types).map(({ types }) => types)
  return letters.length > 0 ? { kind: 'letters', letters } : { kind: 'signs' }
}
