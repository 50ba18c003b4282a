import fc from 'fast-check'
import { expect, it } from 'vitest'
import { runs } from '../../test/soak.ts'
import { isAddress } from './address.ts'

it.each(['ada@home.example', 'ada+codes@mail.home.example', "o'hara@home.example", 'åse@home.example', 'ada@xn--bcher-kva.example'])('%s is an address', (value) => {
  expect(isAddress(value)).toBe(true)
})

it.each([
  '', 'ada', 'ada@', '@home.example', 'ada@home', 'ada@home.example.', 'ada@home.example, eve@evil.example', 'ada@home.example;eve@evil.example',
  'Ada <ada@home.example>', 'ada@home.example\r\nBcc: eve@evil.example', 'ada@home.example\0', ' ada@home.example', 'ada@@home.example', '"ada"@home.example',
  'a b@home.example', 'ada@ho\0me.example', 'ada@home.exa\u2028mple', 'ada@home.exa\u200bmple', 'smtp:ada@home.example', 'group:ada@home.example', `${'a'.repeat(250)}@home.example`,
])('%j is not one address and nothing else', (value) => {
  expect(isAddress(value)).toBe(false)
})

it('whatever is taken for an address names one host and ends nowhere early', () => {
  const piece = fc.string({ maxLength: 8, unit: fc.constantFrom(...Array.from('ab.@,;<> \r\n\t"\\()[]:\0')) })
  fc.assert(fc.property(piece, piece, (before, after) => {
    const value = `${before}ada@home.example${after}`
    if (isAddress(value)) expect(value).toMatch(/^[ab.]*ada@home\.example[ab.]*$/)
  }), { numRuns: runs(500) })
})
