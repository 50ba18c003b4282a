import { describe, expect, test } from 'vitest'
import type { TestResult } from '../test/reports.ts'
import type { Claim } from './claims.ts'
import { judge, readName } from './judge.ts'

const whole: Claim = { id: 'S-13', claim: 'once', proof: 'whole' }
const part: Claim = { id: 'S-10', claim: 'alike', proof: 'part', open: 'the time' }
const none: Claim = { id: 'S-18', claim: 'recorded', proof: 'none' }

const result = (title: string, status: TestResult['status'] = 'passed', file = 'a.test.ts'): TestResult => ({ file, titles: [title], status })
const noPeers = new Map<string, string[]>()
const verdicts = (claims: Claim[], ...results: TestResult[]) => judge(claims, results, noPeers, true).rows.map(({ verdict }) => verdict)
const mistakes = (claims: Claim[], ...results: TestResult[]) => judge(claims, results, noPeers, true).mistakes

describe('what proves', () => {
  test('a test that passed', () => {
    expect(verdicts([whole], result('[S-13] one wins'))).toEqual(['proved'])
    expect(mistakes([whole], result('[S-13] one wins'))).toEqual([])
  })

  test('only part of a claim that says what is open', () => {
    expect(verdicts([part], result('[S-10] alike'))).toEqual(['in part'])
  })

  test.each(['failed', 'skipped'] as const)('no test that was %s', (status) => {
    expect(verdicts([whole], result('[S-13] one wins', status))).toEqual(['not proved'])
    expect(mistakes([whole], result('[S-13] one wins', status))).toHaveLength(1)
  })

  test('nothing, as soon as one of several tests failed', () => {
    const { rows, mistakes: found } = judge([whole], [result('[S-13] a'), result('[S-13] b', 'failed')], noPeers, true)
    expect(rows[0]).toMatchObject({ verdict: 'not proved', tests: [] })
    expect(found).toEqual(['S-13 is claimed, but a test of it failed'])
  })

  test('nothing for a claim that is not made', () => {
    expect(judge([none], [result('[S-18] recorded')], noPeers, true).rows).toEqual([{ claim: none, verdict: 'not proved', tests: [], peers: [] }])
    expect(mistakes([none])).toEqual([])
  })
})

describe('what fails the build', () => {
  test.each([['an unknown one', '[S-99] wins'], ['one too short', '[S-1] wins'], ['one of two', '[S-13 X-13] wins']])('an id without a claim: %s', (_, title) => {
    expect(mistakes([whole], result('[S-13] one wins'), result(title))).toMatchObject([expect.stringContaining('no claim has the id')])
  })

  test('a claim without a test', () => {
    expect(mistakes([whole], result('one wins'))).toEqual(['S-13 is claimed, but no test has its id'])
  })

  test('a test for what is not claimed: somebody has to say what it proves', () => {
    expect(mistakes([none], result('[S-18] recorded'))).toMatchObject([expect.stringContaining('docs/claims.yaml claims nothing')])
  })

  test('an id that stands where it is not read', () => {
    expect(mistakes([whole], result('[S-13] a'), result('one wins [S-13]'))).toMatchObject([expect.stringContaining('start of the name')])
  })

  test.each(['a.peer.test.ts', 'test/e2e/a.spec.ts'])('a test of a real peer that does not say which: %s', (file) => {
    const results = [result('[S-13] one wins', 'passed', file)]
    expect(judge([whole], results, noPeers, true).mistakes).toHaveLength(1)
    expect(judge([whole], results, new Map([[file, ['Samba 4.17']]]), true)).toMatchObject({ mistakes: [], rows: [{ peers: ['Samba 4.17'] }] })
  })
})

test('a run that left something out does not miss a proof, but still finds an unknown id', () => {
  expect(judge([whole], [result('[S-13] one wins', 'skipped')], noPeers, false).mistakes).toEqual([])
  expect(judge([whole], [result('[S-99] unknown')], noPeers, false).mistakes).toHaveLength(1)
})

test.each([
  ['one title', ['[S-13 F-05] one wins'], { ids: ['S-13', 'F-05'], name: 'one wins' }],
  ['a title in a group', ['[S-13] two at once', '[F-05] one wins'], { ids: ['S-13', 'F-05'], name: 'two at once: one wins' }],
  ['titles without any', ['two at once', 'one wins'], { ids: [], name: 'two at once: one wins' }],
  ['a bracket that holds none', ['[object Object] is no name'], { ids: [], name: '[object Object] is no name' }],
])('the ids are read from %s', (_, titles, read) => {
  expect(readName(titles)).toEqual(read)
})
