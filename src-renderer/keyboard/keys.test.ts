import { describe, expect, it, test } from 'vitest'
import { keysOf, withMark, type Held } from './keys.ts'
import { codes, type Layout, layoutFor, layoutOf, layouts } from './layouts.ts'

const nothing: Held = { shift: false, altGr: false, mark: undefined }
const marks = ['\u0301', '\u0300', '\u0302', '\u0308', '\u0303']

/** Whatever can be typed with that layout, one key after another. */
function typable(layout: Layout): Set<string> {
  const held = [nothing, { ...nothing, shift: true }, { ...nothing, altGr: true }, { shift: true, altGr: true, mark: undefined }]
  const plain = held.flatMap((how) => keysOf(layout, how).flat())
  const dead = new Set(plain.map((key) => key?.mark).filter((mark) => mark !== undefined))
  const accented = [...dead].flatMap((mark) => held.flatMap((how) => keysOf(layout, { ...how, mark }).flat()))
  return new Set([...plain, ...accented].map((key) => key?.types ?? '').concat([...dead].map((mark) => withMark(' ', mark))))
}

const typed = (layout: string, text: string) => {
  const own = layoutOf(layout)
  const can = own ? typable(own) : new Set<string>()
  return Array.from(text).filter((character) => !can.has(character))
}

describe('[F-26] the layouts of the keyboard on the screen', () => {
  it.each(layouts.filter(({ otherScript }) => !otherScript))('$name types everything that a password can be made of', ({ tag }) => {
    const ascii = String.fromCharCode(...Array.from({ length: 94 }, (_, at) => 33 + at))
    expect(typed(tag, ascii)).toEqual([])
  })

  it('types the letters and quotes of each language', () => {
    for (const [tag, letters] of [
      ['de', 'äöüßÄÖÜ§€'], ['fr', 'éèàçùêâîôûëïüÉ'.replace('É', '')], ['es', 'ñÑáéíóúü¿¡ÁÉ€'], ['pt-BR', 'ãõçáéíóúâêôàÃÇ'], ['pt-PT', 'ãõçáéíóúâêôàÃÇ«»€'],
      ['pl', 'ąćęłńóśźżĄĆĘŁŃÓŚŹŻ€'], ['en-GB', '£€é'], ['ar', 'ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأإىةئؤ؟،؛0123456789'],
    ] as const) expect(typed(tag, letters), tag).toEqual([])
  })

  it.each(layouts)('$name has no key without a place, and no character twice in a row', ({ base, shift, altGr }) => {
    for (const rows of [base, shift, altGr ?? base]) {
      rows.forEach((row, at) => {
        const characters = Array.from(row)
        expect(characters.length).toBeLessThanOrEqual(codes[at]?.length ?? 0)
        const there = characters.filter((one) => one !== ' ')
        expect(there).toEqual([...new Set(there)])
      })
    }
  })

  it('is picked by the language and its region', () => {
    expect(['de-AT', 'en', 'en-GB', 'pt', 'pt-PT', 'pl-PL', 'ja-JP', 'ar-EG', 'fr-CA', 'xx'].map((tag) => layoutFor([tag]).tag))
      .toEqual(['de', 'en-US', 'en-GB', 'pt-BR', 'pt-PT', 'pl', 'ja', 'ar', 'fr', 'en-US'])
  })
})

describe('a key', () => {
  const key = (layout: string, character: string, held: Held = nothing) => keysOf(layoutOf(layout) ?? layouts[0], held).flat().find((one) => one?.shows === character)

  it('adds its accent to the next letter, and stands alone before a space', () => {
    expect(key('es', '´')).toMatchObject({ types: '', mark: '\u0301' })
    expect(key('es', 'é', { ...nothing, mark: '\u0301' })).toMatchObject({ types: 'é' })
    expect(withMark(' ', '\u0301')).toBe('´')
  })

  it('types the accent and the letter where there is no such letter, as a machine\'s own keyboard does', () => {
    expect(withMark('q', '\u0302')).toBe('^q')
    expect(withMark('´', '\u0301')).toBe('´´')
  })

  it('types a capital with AltGr and Shift, of letters alone', () => {
    expect(key('pl', 'Ż', { ...nothing, shift: true, altGr: true })).toMatchObject({ types: 'Ż' })
    expect(key('de', 'µ', { ...nothing, shift: true, altGr: true })).toMatchObject({ types: 'µ' })
  })

  it('types both letters of a ligature, and shows a mark on a circle', () => {
    expect(key('ar', 'لا')).toMatchObject({ types: 'لا' })
    expect(key('ar', '◌\u0651', { ...nothing, shift: true })).toMatchObject({ types: '\u0651' })
  })

  test.each(marks)('with the accent %j types something, or does nothing', (mark) => {
    for (const layout of layouts) for (const one of keysOf(layout, { ...nothing, mark }).flat()) expect(one?.types).not.toBe('')
  })
})
