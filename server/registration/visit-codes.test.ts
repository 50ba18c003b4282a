import { Secret } from '@gatehouse/contract'
import { expect, it } from 'vitest'
import { derivedCodes } from '../gates/codes.ts'
import { visitCodes } from './visit-codes.ts'

it('[F-17] the keys of a call are right that any server shows while the key of the codes is changed, and no others', () => {
  const [old, young] = [7, 8].map((byte) => new Secret(Buffer.alloc(32, byte).toString('base64')))
  const [before, after] = [visitCodes(derivedCodes(old ?? expect.fail(), young)), visitCodes(derivedCodes(young ?? expect.fail(), old))]
  const visit = { id: '7d1ca9a4-9f5d-4f5e-9c5c-0d0f5a1f4d11', counter: 1 }
  const shown = [before, after].map((codes) => codes.keys(visit))
  expect(new Set(shown).size, 'or nothing is tried').toBe(2)
  for (const codes of [before, after]) expect([...shown, '90', `${shown[0]}0`, ''].map((keyed) => codes.takes(visit, new Secret(keyed)))).toEqual([true, true, false, false, false])
})
