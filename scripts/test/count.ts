import type { Part } from './parts.ts'
import { SKIPPED } from './parts.ts'
import type { TestResult } from './reports.ts'

/** What became of a part. `failures`: which failed, and why. */
export type Outcome = { passed: number; failed: number; skipped: Skip[]; failures: string[] }

/** A test that this machine could not run. `where`: the test's file, or the part. */
export type Skip = { where: string; why: string }

/** What a part left behind. */
export type Ended = { code: number; lastLine: string; tests: TestResult[] | undefined }

/** Counts what a part left behind. */
export function outcomeOf(part: Pick<Part, 'name' | 'report'>, { code, lastLine, tests }: Ended): Outcome {
  if (code === SKIPPED) return { passed: 0, failed: 0, skipped: [{ where: part.name, why: lastLine }], failures: [] }
  const whole = (failed: number): Outcome => ({ passed: 1 - failed, failed, skipped: [], failures: failed === 0 ? [] : [`${part.name}: ${lastLine}`] })
  if (!part.report) return whole(code === 0 ? 0 : 1)
  if (!tests) return whole(1)
  const count = (status: TestResult['status']) => tests.filter((test) => test.status === status).length
  const failed = count('failed')
  return {
    passed: count('passed'),
    // A runner can fail without a failed test, by an error between two of them.
    failed: failed === 0 && code !== 0 ? 1 : failed,
    skipped: tests.filter(({ status }) => status === 'skipped').map(({ file, why = 'no reason given' }) => ({ where: file, why })),
    failures: failed === 0 && code !== 0 ? whole(1).failures : tests.filter(({ status }) => status === 'failed').map(failureLine),
  }
}

const failureLine = ({ file, titles, why }: TestResult) => `${file}: ${titles.join(' › ')}${why === undefined ? '' : `: ${why}`}`

export type Total = { passed: number; failed: number; skipped: number }

/** All parts together. Where everything must be able to run, what was skipped has failed. */
export function total(outcomes: Outcome[], { skippingFails }: { skippingFails: boolean }): Total {
  const sum = (of: (outcome: Outcome) => number) => outcomes.reduce((count, outcome) => count + of(outcome), 0)
  const skipped = sum((outcome) => outcome.skipped.length)
  const failed = sum((outcome) => outcome.failed)
  return { passed: sum((outcome) => outcome.passed), failed: skippingFails ? failed + skipped : failed, skipped: skippingFails ? 0 : skipped }
}

/** The last line of `npm test`. */
export const lastLine = ({ passed, failed, skipped }: Total): string => `${passed} passed, ${failed} failed, ${skipped} skipped`

/** One line for each place and reason: a domain that cannot be started skips many tests. */
export function skippedLines(outcomes: Outcome[]): string[] {
  const groups = Map.groupBy(outcomes.flatMap(({ skipped }) => skipped), ({ where, why }) => `${where}: ${why}`)
  return [...groups].map(([line, { length }]) => (length === 1 ? line : `${line} (${length} tests)`))
}
