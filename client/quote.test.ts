import { expect, test } from 'vitest'
import { newQuote } from './quote.ts'

test('a number to quote can be read out: two groups of four, nothing that is mistaken for something else', () => {
  for (let i = 0; i < 200; i++) expect(newQuote()).toMatch(/^[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}$/)
})
test('no two are the same', () => expect(new Set(Array.from({ length: 500 }, newQuote)).size).toBe(500))
