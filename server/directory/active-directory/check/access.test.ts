import { expect, test } from 'vitest'
import type { Ace } from '../security-descriptor.ts'
import { mayRead, mayReset } from './access.ts'

const RESET = '00299570-246d-11d0-a768-00aa006e0529'
const CHANGE = 'ab721a53-1e2f-11d0-9819-00aa0040529b'
const we: ReadonlySet<string> = new Set(['S-1-5-21-1-2-3-1104', 'S-1-5-21-1-2-3-1200', 'S-1-1-0', 'S-1-5-11'])
const ace = (mask: number, object?: string, sid = 'S-1-5-21-1-2-3-1200', denies = false): Ace => ({ denies, mask, object, sid })

test.each<[string, readonly Ace[], boolean]>([
  ['nothing is said', [], false],
  ['it is given by name', [ace(0x100, RESET)], true],
  ['all rights of control are given', [ace(0x100)], true],
  ['everything is given', [ace(0x1000_0000)], true],
  ['everybody has it', [ace(0x100, RESET, 'S-1-1-0')], true],
  ['somebody else has it', [ace(0x100, RESET, 'S-1-5-21-1-2-3-500')], false],
  ['another right of control is given', [ace(0x100, CHANGE)], false],
  ['writing is given', [ace(0x20)], false],
  ['it is denied before it is given', [ace(0x100, RESET, 'S-1-5-11', true), ace(0x100, RESET)], false],
  ['it is given before it is denied', [ace(0x100, RESET), ace(0x100, RESET, 'S-1-5-11', true)], true],
  ['another right is denied', [ace(0x100, CHANGE, 'S-1-1-0', true), ace(0x100, RESET)], true],
])('a password may be reset where %s', (_, aces, expected) => {
  expect(mayReset(aces, we)).toBe(expected)
})

const mail = { id: '0296c123-40da-11d1-a9c0-0000f80367c1', set: 'e48d0154-bcf8-11d1-8702-00c04fb96050' }

test.each<[string, readonly Ace[], boolean, boolean]>([
  ['itself is given', [ace(0x10, mail.id)], true, false],
  ['its property set is given', [ace(0x10, mail.set)], true, false],
  ['all reading is given', [ace(0x10)], true, false],
  ['another is given', [ace(0x10, RESET)], false, false],
  ['reading and control are given', [ace(0x110, mail.id)], true, true],
  ['control alone is given', [ace(0x100, mail.id)], false, false],
  ['everything is given', [ace(0x1000_0000)], true, true],
])('an attribute may be read where %s; and a confidential one where control is too', (_, aces, ordinary, confidential) => {
  expect(mayRead(aces, we, mail)).toBe(ordinary)
  expect(mayRead(aces, we, { ...mail, confidential: true })).toBe(confidential)
})
