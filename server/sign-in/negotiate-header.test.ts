import { expect, test } from 'vitest'
import { negotiateChallenge, negotiateToken } from './negotiate-header.ts'

test.each([
  ['Negotiate YII=', 'YII='], ['negotiate  abc', 'abc'], ['NEGOTIATE a+/= ', 'a+/='],
])('%j carries the token %j', (header, token) => {
  expect(negotiateToken(header)).toBe(token)
})

test.each([undefined, '', 'Negotiate', 'Negotiate ', 'Basic YII=', 'Negotiate a b', 'Negotiate YII===', 'Negotiate YII=, Basic a', 'NegotiateYII=', 'Bearer Negotiate YII='])('%j carries none', (header) => {
  expect(negotiateToken(header)).toBeUndefined()
})

test('a browser is asked for a ticket without one, and answered with one', () => {
  expect(negotiateChallenge()).toBe('Negotiate')
  expect(negotiateChallenge('oQcw')).toBe('Negotiate oQcw')
})
