import { expect, test } from 'vitest'
import type { Row } from './judge.ts'
import { differences, page } from './page.ts'

const proved: Row = {
  claim: { id: 'S-13', claim: 'Once, by one | other', proof: 'whole' },
  verdict: 'proved',
  tests: [{ file: 'server/b.test.ts', name: 'one wins' }, { file: 'server/a.test.ts', name: 'two' }, { file: 'server/a.test.ts', name: 'one' }],
  peers: ['Samba 4.17.12'],
}
const inPart: Row = { ...proved, claim: { id: 'F-07', claim: 'Codes', proof: 'part', open: 'SMS' }, verdict: 'in part', peers: [] }
const open: Row = { claim: { id: 'F-08', claim: 'Calls', proof: 'none' }, verdict: 'not proved', tests: [], peers: [] }

test('the page says of each claim what proves it, against what, and what is open', () => {
  const lines = page([proved, inPart, open]).split('\n')
  const tests = '[server/a.test.ts](../server/a.test.ts)<br>· one<br>· two<br>[server/b.test.ts](../server/b.test.ts)<br>· one wins'
  expect(lines).toContain('3 claims: 1 proved, 1 in part, 1 not proved.')
  expect(lines).toContain(`| S-13 | Once, by one \\| other | **proved**<br>${tests} | Samba 4.17.12 |`)
  expect(lines).toContain(`| F-07 | Codes | **in part**<br>${tests}<br>open: SMS |  |`)
  expect(lines).toContain('| F-08 | Calls | **not proved** |  |')
})

test('the page is the same in whatever order the tests ended', () => {
  expect(page([{ ...proved, tests: proved.tests.toReversed() }])).toBe(page([proved]))
})

test('another version of a peer is no difference; another proof is', () => {
  const committed = page([proved, open])
  expect(differences(committed, page([{ ...proved, peers: ['Samba 4.19.1'] }, open]))).toEqual([])
  expect(differences(committed, page([{ ...proved, tests: [] }, open]))).toHaveLength(2)
})
