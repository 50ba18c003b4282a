import { expect, test } from 'vitest'
import { fromPlaywright, fromVitest } from './reports.ts'

const file = { name: '/project/server/a.test.ts', status: 'passed', assertionResults: [] }
const assertion = { ancestorTitles: ['[S-13] two at once'], title: 'one wins', status: 'passed' }

test('a vitest report gives each test with the groups it stands in', () => {
  expect(fromVitest({ testResults: [{ ...file, assertionResults: [assertion, { ...assertion, status: 'todo' }] }] }, '/project')).toEqual([
    { file: 'server/a.test.ts', titles: ['[S-13] two at once', 'one wins'], status: 'passed' },
    { file: 'server/a.test.ts', titles: ['[S-13] two at once', 'one wins'], status: 'skipped' },
  ])
})

test('a file that does not load has failed, though it has no test', () => {
  expect(fromVitest({ testResults: [{ ...file, status: 'failed' }] }, '/project')).toEqual([
    { file: 'server/a.test.ts', titles: ['the file as a whole'], status: 'failed' },
  ])
})

test('why a test was skipped is known from its group in vitest, from its annotation in Playwright', () => {
  const ancestorTitles = ['a domain (skipped: needs root (ports below 1024))', 'unlock']
  expect(fromVitest({ testResults: [{ ...file, assertionResults: [{ ...assertion, ancestorTitles, status: 'skipped' }] }] }, '/project'))
    .toMatchObject([{ why: 'needs root (ports below 1024)' }])
  expect(fromPlaywright(report(spec('skipped')), '/project')).toMatchObject([{ why: 'needs root' }])
})

test('why a test failed is known by what its runner said, not by the way through the code', () => {
  const failureMessages = ['\u001b[31mAssertionError: expected 3 to be 2\u001b[39m\n    at pool.test.ts:7\n']
  expect(fromVitest({ testResults: [{ ...file, assertionResults: [{ ...assertion, status: 'failed', failureMessages }] }] }, '/project')).toMatchObject([{ why: 'AssertionError: expected 3 to be 2' }])
  expect(fromVitest({ testResults: [{ ...file, status: 'failed', message: 'SyntaxError\n' }] }, '/project')).toMatchObject([{ why: 'SyntaxError' }])
  const failed = { ...spec(), tests: [{ annotations: [], results: [{ status: 'failed', error: { message: `Error: no button\n\nCall log\n${'  - again\n'.repeat(20)}` } }] }] }
  expect(fromPlaywright(report(failed), '/project')).toMatchObject([{ why: `Error: no button\nCall log${'\n  - again'.repeat(10)}` }])
})

const spec = (...tries: string[]) => ({ title: '[F-03] unlocked', file: 'unlock.spec.ts', tests: [{ annotations: [{ type: 'skip', description: 'needs root' }], results: tries.map((status) => ({ status })) }] })
const report = (...specs: object[]) => ({
  config: { rootDir: '/project/test/e2e' },
  suites: [{ title: 'unlock.spec.ts', file: 'unlock.spec.ts', specs: [], suites: [{ title: 'with a domain', file: 'unlock.spec.ts', specs }] }],
  errors: [],
})

test('a Playwright report gives each test with the groups it stands in', () => {
  expect(fromPlaywright(report(spec('passed')), '/project')).toEqual([
    { file: 'test/e2e/unlock.spec.ts', titles: ['with a domain', '[F-03] unlocked'], status: 'passed' },
  ])
})

test.each([
  [['failed', 'passed'], 'failed'],
  [['timedOut'], 'failed'],
  [['interrupted'], 'failed'],
  [['skipped'], 'skipped'],
  [[], 'skipped'],
])('tries that ended %j make a test that %s', (tries, status) => {
  expect(fromPlaywright(report(spec(...tries)), '/project')).toMatchObject([{ status }])
})

test('an error outside of any test is a failure', () => {
  expect(fromPlaywright({ ...report(), errors: [{ message: 'no such file' }] }, '/project')).toMatchObject([{ status: 'failed' }])
})

test.each([{}, null, { testResults: {} }])('%j is no report', (content) => {
  expect(() => fromVitest(content, '/project')).toThrow()
  expect(() => fromPlaywright(content, '/project')).toThrow()
})
