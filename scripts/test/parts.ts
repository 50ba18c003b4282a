import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Group } from '../setup/system.mjs'
import { fuzzersReport, inARowReport, loopsReport, type Report, reports } from './reports.ts'

/** One thing that is run. Without a report it counts as one test, which its exit code decides. */
export type Part = {
  name: string
  /** What Node is given, from the project's folder. */
  command: readonly string[]
  env?: Record<string, string>
  report?: Report
  /** Debian packages without which it cannot run. */
  needs?: Group[]
}

/** Exit code of a part that cannot judge on this machine; the last line that it wrote says why. As automake has it. */
export const SKIPPED = 77

const types: Part = { name: 'types', command: ['node_modules/typescript/bin/tsc', '-p', '.'] }
const lint: Part = { name: 'lint', command: ['node_modules/eslint/bin/eslint.js', '.', '--max-warnings=0'] }
const imports: Part = {
  name: 'import rules',
  command: ['node_modules/dependency-cruiser/bin/dependency-cruiser.mjs', '--config', '.dependency-cruiser.js', ...rooms()],
}
const unit = vitest('unit', reports.unit, ['--project', 'unit'])
// They wait more than they compute: for answers that leave on a beat, for queues, for programs that start.
const peers = vitest('real peers', reports.peers, ['--project', 'peers', '--maxWorkers=3'])
// Those that say so in their name turn longer here: see test/README.md.
const loops = vitest('loops', loopsReport, ['--project', 'peers', '.loop.peer.test'])
// One file at a time: they stand in front of a real screen, and run beside others.
const packaged = vitest('packaged', reports.packaged, ['--project', 'packaged', '--maxWorkers=1'])
// Compilers and wine: the Windows side. Not the last, since it would compute alone while nobody uses the time that others wait.
const windows = vitest('windows', reports.windows, ['--project', 'windows'])
// The same, for minutes each in place of seconds; clang-tidy along every way, and a second build.
const longNative = vitest('windows, long', fuzzersReport, ['--project', 'windows', 'windows/test/fuzz.test.ts', 'windows/core/agrees.test.ts', 'windows/test/lint.test.ts', 'windows/test/binaries.test.ts'])
const screens = playwright('screens', reports.screens, 'test/gallery/playwright.config.ts')
const breakouts: Part = { ...playwright('break-outs', reports.breakouts, 'test/breakout/playwright.config.ts'), needs: ['client', 'packaged'] }
const endToEnd = playwright('end to end', reports.endToEnd, 'test/e2e/playwright.config.ts')
// The same of the real client: a thousand recoveries in a row.
const inARow = playwright('in a row', inARowReport, 'test/e2e/playwright.config.ts', ['.loop.test'])
const proof: Part = { name: 'proof', command: ['scripts/proof/prove.ts'] }

/** What a command runs: stages one after the other, the parts of a stage side by side, in their order, as many as there are cores. */
export const plans = {
  quick: [[unit, types, lint, imports]],
  everything: [[unit, types, lint, imports, peers, screens, endToEnd, breakouts, windows, packaged], [proof]],
  soak: [[unit], [loops, longNative], [inARow]],
} satisfies Record<string, Part[][]>

function vitest(name: string, report: Report, which: string[]): Part {
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report.file}`]
  return { name, command: ['node_modules/vitest/vitest.mjs', 'run', ...which, ...reporters], report }
}

/** Of the real client: it brings its own display. */
function playwright(name: string, report: Report, config: string, which: string[] = []): Part {
  return {
    name,
    command: ['node_modules/@playwright/test/cli.js', 'test', `--config=${config}`, '--reporter=list,json', ...which],
    env: { PLAYWRIGHT_JSON_OUTPUT_FILE: report.file },
    report,
    needs: ['client'],
  }
}

function rooms(): string[] {
  const all = ['contract', 'client', 'groundwork', 'server', 'voice', 'src-main', 'preload', 'src-renderer', 'test', 'scripts', 'windows', 'deploy']
  return all.filter((room) => existsSync(join(import.meta.dirname, '../..', room)))
}
