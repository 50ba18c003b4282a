import { expect, test } from 'vitest'
import { parsePeers } from './peers.ts'

test('what a file ran against comes once each and in one order, whoever noted it first', () => {
  const lines = ['{"file":"a","peer":"Samba 4.17.12"}', '{"file":"a","peer":"Electron 45"}', '{"file":"a","peer":"Samba 4.17.12"}']
  expect(parsePeers(lines.join('\n'))).toEqual(new Map([['a', ['Electron 45', 'Samba 4.17.12']]]))
  expect(parsePeers(lines.toReversed().join('\n'))).toEqual(parsePeers(`${lines.join('\n')}\n`))
})

test('a run that noted nothing has nothing', () => {
  expect(parsePeers('')).toEqual(new Map())
})
