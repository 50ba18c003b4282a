import { expect, test } from 'vitest'
import { keysIn } from './keys.ts'

test.each<[string, 'digits' | 'pound', object]>([
  ['42#', 'digits', { keys: '42' }], ['#', 'digits', { keys: '' }], ['4', 'digits', { more: 2 }], ['42', 'digits', { more: 1 }], ['421', 'digits', { more: 1 }],
  ['42#1', 'digits', { keys: '42' }], ['4*2#', 'digits', { keys: '4*2' }], ['9', 'digits', { keys: '9' }], ['9#', 'digits', { keys: '9' }], ['942', 'digits', { keys: '9' }],
  ['49#', 'digits', { keys: '49' }], ['1'.repeat(30), 'digits', { keys: '1'.repeat(16) }],
  ['#', 'pound', { keys: '' }], ['9', 'pound', { keys: '9' }], ['5', 'pound', { more: 1 }], ['5#', 'pound', { keys: '5' }], ['', 'pound', { more: 1 }],
])('%s, when %s are wanted', (pressed, wanted, found) => {
  expect(keysIn(pressed, wanted)).toEqual(found)
})
