import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { runs } from '../../test/soak.ts'
import { inOrder } from './in-order.ts'

test('the first is seen live, the second when the first has ended', () => {
  const seen: string[] = []
  const next = inOrder((text) => seen.push(text))
  const [first, second] = [next(), next()]
  second.write('b1 ')
  first.write('a1 ')
  expect(seen.join('')).toBe('a1 ')
  first.write('a2 ')
  first.end()
  expect(seen.join('')).toBe('a1 a2 b1 ')
  second.write('b2 ')
  expect(seen.join('')).toBe('a1 a2 b1 b2 ')
})

test('whoever writes when, all text comes out, each in one piece', () => {
  const writings = fc.array(fc.record({ who: fc.nat(2), text: fc.constantFrom('x', 'y', '\n') }), { maxLength: 30 })
  fc.assert(fc.property(writings, fc.shuffledSubarray([0, 1, 2], { minLength: 3 }), (written, endings) => {
    let seen = ''
    const next = inOrder((text) => { seen += text })
    const places = [next(), next(), next()]
    for (const { who, text } of written) places[who]?.write(text)
    for (const who of endings) places[who]?.end()
    expect(seen).toBe([0, 1, 2].map((one) => written.filter(({ who }) => who === one).map(({ text }) => text).join('')).join(''))
  }), { numRuns: runs(100) })
})
