import { expect, test } from 'vitest'
import { readable, surroundings } from './surroundings.ts'

test('a case number is eight characters of which none is mistaken for another on the telephone', () => {
  for (let time = 0; time < 500; time++) expect(surroundings.caseNumber()).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/u)
  const seen = new Set(Array.from(readable(20_000)))
  expect(seen.size).toBe(32)
})

test('a token has 256 bits in base64url, and no two are alike', () => {
  const tokens = Array.from({ length: 100 }, () => surroundings.token())
  expect(new Set(tokens).size).toBe(100)
  for (const token of tokens) expect(Buffer.from(token, 'base64url')).toHaveLength(32)
})
