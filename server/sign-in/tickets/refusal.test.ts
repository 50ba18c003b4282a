import { expect, test } from 'vitest'
import { refusalOf } from './refusal.ts'

test.each([
  [1, 'An unsupported mechanism was requested', 'no-kerberos'],
  [4, 'Incorrect channel bindings were supplied', 'wrong-binding'],
  [9, 'Invalid token was supplied', 'garbage'],
  [13, 'Request is a replay', 'replayed'],
  [13, 'Clock skew too great', 'clocks'],
  [13, 'Ticket expired', 'expired'],
  [13, 'Ticket not yet valid', 'expired'],
  [13, 'Cannot decrypt ticket for HTTP/a@B using keytab key for HTTP/a@B', 'wrong-key'],
  [13, 'Decrypt integrity check failed', 'wrong-key'],
  [13, 'Key version is not available', 'wrong-key'],
  [13, 'Token header is malformed or corrupt', 'garbage'],
  [13, 'Invalid message type', 'garbage'],
  [13, 'Something that nobody has heard of', 'other'],
  [0, '', 'other'],
] as const)('error %i, %j: %s', (routine, detail, reason) => {
  expect(refusalOf(routine, detail)).toBe(reason)
})
