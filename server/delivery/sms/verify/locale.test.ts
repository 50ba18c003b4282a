import { expect, test } from 'vitest'
import { localeFor } from './locale.ts'

test.each([['de', 'de'], ['de-CH', 'de'], ['en-GB', 'en-GB'], ['en-US', 'en'], ['pt-br', 'pt-BR'], ['zh-Hant-HK', 'zh'], ['mt', undefined], ['qps-ploc', undefined], ['', undefined]])('%s is written to as %s', (language, locale) => {
  expect(localeFor(language)).toBe(locale)
})
