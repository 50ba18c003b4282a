import { describe, expect, test } from 'vitest'
import { type Outcome, lastLine, outcomeOf, skippedLines, total } from './count.ts'
import type { TestResult } from './reports.ts'

const plain = { name: 'types' }
const tested = { name: 'unit', report: { by: 'vitest', file: 'unit.json' } } as const
const result = (status: TestResult['status'], file = 'a.test.ts'): TestResult => ({ file, titles: ['it does'], status })

describe('a part without a report', () => {
  test('counts as one test, which its exit code decides', () => {
    expect(outcomeOf(plain, { code: 0, lastLine: '', tests: undefined })).toEqual({ passed: 1, failed: 0, skipped: [], failures: [] })
    expect(outcomeOf(plain, { code: 2, lastLine: '2 problems', tests: undefined })).toEqual({ passed: 0, failed: 1, skipped: [], failures: ['types: 2 problems'] })
  })

  test('says by its exit code that it cannot judge here, and by its last line why', () => {
    expect(outcomeOf(plain, { code: 77, lastLine: 'needs root', tests: undefined }).skipped).toEqual([{ where: 'types', why: 'needs root' }])
  })
})

describe('a part with a report', () => {
  test('counts its tests', () => {
    const tests = [result('passed'), result('passed'), result('failed'), result('skipped')]
    expect(outcomeOf(tested, { code: 1, lastLine: '', tests })).toMatchObject({ passed: 2, failed: 1, skipped: [{ where: 'a.test.ts' }], failures: ['a.test.ts: it does'] })
  })

  test('names each test that failed with the beginning of its complaint', () => {
    const tests = [{ ...result('failed'), titles: ['a call', 'rings'], why: 'expected 3 to be 2' }, result('passed')]
    expect(outcomeOf(tested, { code: 1, lastLine: '', tests }).failures).toEqual(['a.test.ts: a call › rings: expected 3 to be 2'])
  })

  test('has failed when it left no report, even if it ended well', () => {
    expect(outcomeOf(tested, { code: 0, lastLine: '', tests: undefined })).toMatchObject({ failed: 1 })
  })

  test('has failed when its runner did, though no test failed', () => {
    expect(outcomeOf(tested, { code: 1, lastLine: 'Unhandled error', tests: [result('passed')] })).toMatchObject({ passed: 1, failed: 1, failures: ['unit: Unhandled error'] })
  })
})

test('what a machine cannot run is named once, with its reason', () => {
  const skipped = { ...result('skipped', 'a.peer.test.ts'), why: 'needs root' }
  const tests = [skipped, skipped, result('skipped', 'b.test.ts')]
  expect(skippedLines([outcomeOf(tested, { code: 0, lastLine: '', tests })])).toEqual([
    'a.peer.test.ts: needs root (2 tests)',
    'b.test.ts: no reason given',
  ])
})

describe('the last line', () => {
  const outcomes: Outcome[] = [
    { passed: 7, failed: 0, skipped: [{ where: 'a', why: 'needs root' }], failures: [] },
    { passed: 1, failed: 2, skipped: [], failures: [] },
  ]

  test('counts all parts together', () => {
    expect(lastLine(total(outcomes, { skippingFails: false }))).toBe('8 passed, 2 failed, 1 skipped')
  })

  test('counts what was skipped as failed where nothing may be', () => {
    expect(lastLine(total(outcomes, { skippingFails: true }))).toBe('8 passed, 3 failed, 0 skipped')
  })
})
