import { describe, expect, it } from 'vitest'
import { bestOf, language } from './language.ts'
import { languages } from './list.ts'

const have = (...tags: [string, ...string[]]) => {
  const [first, ...more] = tags.map((tag) => ({ tag }))
  return [first ?? { tag: '' }, ...more] as const
}

describe('the language to show', () => {
  it.each([
    [['de-AT', 'en'], 'de'], [['pt-BR'], 'pt'], [['fr', 'de'], 'de'], [['EN-us'], 'en'], [['xx'], 'en'], [[], 'en'], [['zh-Hant', 'pt-PT'], 'pt'],
  ])('%j gets %s', (wanted, tag) => {
    expect(bestOf(wanted, have('en', 'de', 'pt')).tag).toBe(tag)
  })

  it('its own region comes before any other', () => {
    expect(bestOf(['pt-BR'], have('en', 'pt-PT', 'pt-BR')).tag).toBe('pt-BR')
  })
})

describe('a language', () => {
  const nothing = () => languages[0].load()
  it.each([['de', 'ltr'], ['ar', 'rtl'], ['ar-EG', 'rtl'], ['ja', 'ltr'], ['he', 'rtl'], ['en-GB', 'ltr']])('%s runs %s', (tag, direction) => {
    expect(language(tag, tag, nothing)).toMatchObject({ direction })
  })

  it.each(languages)('$tag is called $name, as the platform calls it', ({ tag, name, direction }) => {
    // In a menu it begins with a capital letter, whatever the language.
    expect(name.toLowerCase()).toBe(new Intl.DisplayNames([tag], { type: 'language' }).of(tag)?.toLowerCase())
    expect(direction).toBe(language(tag, name, nothing).direction)
  })
})
