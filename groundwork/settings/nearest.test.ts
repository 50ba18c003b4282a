import { expect, test } from 'vitest'
import { nearest } from './nearest.ts'

test.each([
  ['prot', 'port'], ['emial-code', 'email-code'], ['cert_file', 'certFile'], ['passwordfile', 'passwordFile'], ['listn', 'listen'],
  ['host', 'host'], ['email', 'email-code'], ['ema', undefined], ['colour', undefined], ['x', undefined], ['', undefined], ['p'.repeat(100_000), undefined],
])('%s may mean %s', (word, meant) => {
  expect(nearest(word, ['port', 'host', 'email-code', 'certFile', 'passwordFile', 'listen'])).toBe(meant)
})
