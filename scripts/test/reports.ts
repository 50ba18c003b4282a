import { existsSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import * as v from 'valibot'

/**
 * What became of one test. `file` is relative to the project's folder; `titles` are those of its groups and its own, last;
 * `why`, where that is known: for one that was skipped a line, for one that failed what its runner said, without the way through the code.
 */
export type TestResult = { file: string; titles: string[]; status: 'passed' | 'failed' | 'skipped'; why?: string }

/** A file in which a test runner writes down what became of its tests. */
export type Report = { by: 'vitest' | 'playwright'; file: string }

const root = join(import.meta.dirname, '../..')

/** Where all that a run leaves for the proof lies; emptied at its start. Two commands at a time do not meet there. */
export const resultsFolder = `out/results/${process.env['GATEHOUSE_PLAN'] ?? 'none'}`

export const reports = {
  unit: { by: 'vitest', file: `${resultsFolder}/unit.json` },
  peers: { by: 'vitest', file: `${resultsFolder}/peers.json` },
  packaged: { by: 'vitest', file: `${resultsFolder}/packaged.json` },
  screens: { by: 'playwright', file: `${resultsFolder}/screens.json` },
  windows: { by: 'vitest', file: `${resultsFolder}/windows.json` },
  breakouts: { by: 'playwright', file: `${resultsFolder}/break-outs.json` },
  endToEnd: { by: 'playwright', file: `${resultsFolder}/end-to-end.json` },
} satisfies Record<string, Report>

/** Of the long loops, which prove nothing that the sample in `npm test` does not. */
export const loopsReport: Report = { by: 'vitest', file: `${resultsFolder}/loops.json` }
export const fuzzersReport: Report = { by: 'vitest', file: `${resultsFolder}/fuzzers.json` }
export const inARowReport: Report = { by: 'playwright', file: `${resultsFolder}/in-a-row.json` }

/** @returns every test of the report in its order; nothing when there is no report, as after a crash */
export function readReport({ by, file }: Report): TestResult[] | undefined {
  const path = join(root, file)
  if (!existsSync(path)) return undefined
  const content: unknown = JSON.parse(readFileSync(path, 'utf8'))
  return by === 'vitest' ? fromVitest(content, root) : fromPlaywright(content, root)
}

const Vitest = v.object({
  testResults: v.array(v.object({
    name: v.string(),
    status: v.string(),
    message: v.optional(v.string()),
    assertionResults: v.array(v.object({
      ancestorTitles: v.array(v.string()), title: v.string(), status: v.string(), failureMessages: v.optional(v.array(v.string())),
    })),
  })),
})

/** @param content what vitest's JSON reporter wrote */
export function fromVitest(content: unknown, folder: string): TestResult[] {
  return v.parse(Vitest, content).testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = relative(folder, name)
    const tests = assertionResults.map(({ ancestorTitles, title, status: how, failureMessages }): TestResult =>
      result(file, [...ancestorTitles, title], inOurWords(how), { skipped: reasonIn(ancestorTitles), failed: failureMessages?.[0] }))
    // A file that does not load, or does not end well, has no failed test of its own.
    const broken = status === 'failed' && tests.every((test) => test.status !== 'failed')
    return broken ? [...tests, result(file, ['the file as a whole'], 'failed', { failed: message })] : tests
  })
}

type Suite = { title: string; file: string; specs: v.InferOutput<typeof Spec>[]; suites?: Suite[] | undefined }
const Complaint = v.object({ message: v.optional(v.string()) })
const Spec = v.object({
  title: v.string(),
  file: v.string(),
  tests: v.array(v.object({
    annotations: v.array(v.object({ type: v.string(), description: v.optional(v.string()) })),
    results: v.array(v.object({ status: v.string(), error: v.optional(Complaint) })),
  })),
})
const Suite: v.GenericSchema<unknown, Suite> = v.object({
  title: v.string(),
  file: v.string(),
  specs: v.array(Spec),
  suites: v.optional(v.array(v.lazy(() => Suite))),
})
const Playwright = v.object({ config: v.object({ rootDir: v.string() }), suites: v.array(Suite), errors: v.array(Complaint) })

/** @param content what Playwright's JSON reporter wrote */
export function fromPlaywright(content: unknown, folder: string): TestResult[] {
  const { config, suites, errors } = v.parse(Playwright, content)
  const outside = errors.map(({ message }) => result('', ['outside of any test'], 'failed', { failed: message }))
  return [...suites.flatMap((suite) => fromSuite(suite, [])), ...outside].map((test) =>
    ({ ...test, file: relative(folder, join(config.rootDir, test.file)) }))
}

function fromSuite({ title, file, specs, suites = [] }: Suite, above: string[]): TestResult[] {
  // The outermost suite is the file itself.
  const groups = title === file ? above : [...above, title]
  const own = specs.flatMap((spec) => spec.tests.map(({ annotations, results }) => {
    const skipped = annotations.find(({ type }) => type === 'skip')?.description
    const failed = results.find(({ error }) => error)?.error?.message
    return result(spec.file, [...groups, spec.title], together(results.map(({ status }) => inOurWords(status))), { skipped, failed })
  }))
  return [...own, ...suites.flatMap((suite) => fromSuite(suite, groups))]
}

/** One that passed only when it was tried again did not pass. */
function together(tries: TestResult['status'][]): TestResult['status'] {
  if (tries.includes('failed')) return 'failed'
  return tries.includes('passed') ? 'passed' : 'skipped'
}

type Reasons = { skipped?: string | undefined; failed?: string | undefined }

function result(file: string, titles: string[], status: TestResult['status'], reasons: Reasons): TestResult {
  const why = status === 'passed' ? undefined : shortened(reasons[status], status === 'failed' ? 12 : 1)
  return { file, titles, status, ...(why !== undefined && { why }) }
}

/** Messages of test runners are pages long: the first lines say what was there in place of what was meant. */
function shortened(message = '', most: number): string | undefined {
  const lines = stripVTControlCharacters(message).trim().split('\n').filter((line) => line.trim() !== '' && !/^\s+at /.test(line))
  return lines.slice(0, most).map((line) => line.slice(0, 200)).join('\n') || undefined
}

/** `withPeer` (test/peers/needs.ts) says it in the name of the group that it skips. */
const reasonIn = (titles: string[]) => /\(skipped: (.*)\)$/m.exec(titles.join('\n'))?.[1]

function inOurWords(status: string): TestResult['status'] {
  if (status === 'passed') return 'passed'
  return ['skipped', 'pending', 'todo', 'disabled'].includes(status) ? 'skipped' : 'failed'
}
