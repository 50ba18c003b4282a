import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readClaims } from './claims.ts'

const claims = readClaims(readFileSync(new URL('../../docs/claims.yaml', import.meta.url), 'utf8'))

test('every row of docs/security.md is claimed or said not to be', () => {
  const security = readFileSync(new URL('../../docs/security.md', import.meta.url), 'utf8')
  const rows = [...security.matchAll(/^\| (S-\d\d) \|/gm)].map(([, id]) => id)
  expect(rows.length).toBeGreaterThan(0)
  expect(claims.map(({ id }) => id).filter((id) => id.startsWith('S'))).toEqual(rows)
})

test('the features are there without a gap', () => {
  const features = claims.map(({ id }) => id).filter((id) => id.startsWith('F'))
  expect(features).toEqual(features.map((_, index) => `F-${String(index + 1).padStart(2, '0')}`))
})

test.each([
  ['an id that comes twice', '- {id: S-01, claim: a, proof: none}\n- {id: S-01, claim: b, proof: none}'],
  ['an id of another form', '- {id: S-1, claim: a, proof: none}'],
  ['a claim without words', '- {id: S-01, proof: none}'],
  ['a part that does not say what is open', '- {id: S-01, claim: a, proof: part}'],
  ['a whole with something open', '- {id: S-01, claim: a, proof: whole, open: much}'],
  ['a third kind of proof', '- {id: S-01, claim: a, proof: surely}'],
])('%s is refused', (_, text) => {
  expect(() => readClaims(text)).toThrow()
})
