import fc from 'fast-check'
import { expect, it } from 'vitest'
import { runs } from '../../test/soak.ts'
import { formIn } from './form.ts'

const parameters = fc.dictionary(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), { noNullPrototype: true })

it('reads what was written, whatever is in it', () => {
  fc.assert(fc.property(parameters, (given) => {
    const form = formIn(Buffer.from(new URLSearchParams(given).toString()))
    expect(form && Object.fromEntries(form)).toEqual(given)
  }), { numRuns: runs(500) })
})

it('is a form or none, whatever comes, and never throws', () => {
  const anything = fc.oneof(fc.uint8Array({ maxLength: 300 }), fc.string({ unit: fc.constantFrom('%', '&', '=', '+', 'a', '\ufffd', '%41', '%ff', '\u0000') }).map((text) => Buffer.from(text)))
  fc.assert(fc.property(anything, (bytes) => {
    const form = formIn(Buffer.from(bytes))
    if (form) for (const [name, value] of form) expect([typeof name, typeof value]).toEqual(['string', 'string'])
  }), { numRuns: runs(1000) })
})

it.each([
  ['one parameter twice', 'Digits=1&Digits=2'], ['twice, spelt otherwise', 'Digits=1&%44igits=2'], ['too many', Array.from({ length: 201 }, (_, n) => `a${n}=`).join('&')],
])('%s: none', (_, text) => {
  expect(formIn(Buffer.from(text))).toBeUndefined()
})

it('bytes that are no UTF-8: none', () => {
  expect(formIn(Buffer.from([0x41, 0x3d, 0xff]))).toBeUndefined()
})
