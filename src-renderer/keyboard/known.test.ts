import { describe, expect, it } from 'vitest'
import { keysOfLayout } from '../gallery/keys-of-layout.ts'
import { layoutNamed, recognise, surpriseOf } from './known.ts'
import { layoutOf, layouts } from './layouts.ts'

// As Chromium 130 reads them from X11 (setxkbmap us, de, fr): what it says of a dead key is not what is printed on it.
const letters = 'abcdefghijklmnopqrstuvwxyz'
const american = new Map([...Array.from(letters, (letter): [string, string] => [`Key${letter.toUpperCase()}`, letter]), ['Semicolon', ';'], ['Quote', '\''], ['BracketLeft', '['], ['BracketRight', ']'], ['Backslash', '\\'], ['IntlBackslash', '<'], ['Backquote', '`']])
const german = new Map([...american, ['KeyY', 'z'], ['KeyZ', 'y'], ['Semicolon', 'ö'], ['Quote', 'ä'], ['BracketLeft', 'ü'], ['Minus', 'ß'], ['Backquote', '^'], ['Equal', '\u0301'], ['IntlBackslash', '<']])

describe('the layout of the machine\'s own keyboard', () => {
  it.each(layouts)('$name is recognised by what its keys type', async ({ tag }) => {
    expect(recognise(await keysOfLayout(tag)(), [tag])?.tag).toBe(tag)
  })

  it('is recognised by its letters, whatever a system says of signs and dead keys', () => {
    expect(recognise(american, ['en'])?.tag).toBe('en-US')
    expect(recognise(german, ['en'])?.tag).toBe('de')
  })

  it('is that of the first language where two have the same keys', () => {
    expect(recognise(american, ['pl', 'en'])?.tag).toBe('pl')
    expect(recognise(american, ['de', 'en-US'])?.tag).toBe('en-US')
  })

  it('is the one that Windows names, where its keys do not tell', () => {
    const klids = ['00000409', '00000809', '00000407', '0000040C', '0000040a', '00000416', '00000816', '00000415', '00000411', '00000401']
    expect(klids.map((klid) => layoutNamed(klid)?.tag)).toEqual(['en-US', 'en-GB', 'de', 'fr', 'es', 'pt-BR', 'pt-PT', 'pl', 'ja', 'ar'])
    expect([layoutNamed('0000041d'), layoutNamed('00010407'), layoutNamed(undefined), layoutNamed('constructor')]).toEqual([undefined, undefined, undefined, undefined])
  })

  it('has no name where we do not know it', () => {
    const swedish = new Map([...american, ['BracketLeft', 'å'], ['Semicolon', 'ö'], ['Quote', 'ä']])
    const dvorak = new Map(Array.from(letters, (letter, at): [string, string] => [`Key${letter.toUpperCase()}`, letters[25 - at] ?? '']))
    expect([swedish, dvorak, new Map<string, string>()].map((map) => recognise(map, ['en']))).toEqual([undefined, undefined, undefined])
  })
})

describe('what surprises about it', () => {
  const surprise = (tag: string, language: string) => surpriseOf(layoutOf(tag) ?? layouts[0], language)

  it('is nothing where it is that of the language, or known to those who speak it', () => {
    expect([surprise('de', 'de-AT'), surprise('en-GB', 'en'), surprise('en-US', 'ja'), surprise('pt-PT', 'pt-BR')]).toEqual([undefined, undefined, undefined, undefined])
  })

  it('is the letters that are on other keys', () => {
    expect(surprise('de', 'en')).toEqual({ kind: 'letters', letters: ['y', 'z'] })
    expect(surprise('fr', 'en')?.letters).toEqual(['q', 'w', 'a', 'z', 'm'])
    expect(surprise('en-US', 'de')?.letters).toEqual(['ß', 'z', 'ü', 'ö', 'ä', 'y'])
    expect(surprise('en-US', 'es')?.letters).toEqual(['ñ', 'ç'])
  })

  it('is its signs where every letter is in its place', () => expect(surprise('es', 'en')).toEqual({ kind: 'signs' }))

  it('is its script, for those who write in it too: the dots of a password do not show it', () => {
    expect([surprise('ar', 'en'), surprise('ar', 'ar')]).toEqual([{ kind: 'script' }, { kind: 'script' }])
  })
})
