import { spawn } from 'node:child_process'
import { delimiter, join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { ensureSystem } from '../setup/system.mjs'
import { type Ended, type Outcome, outcomeOf } from './count.ts'
import type { Place } from './in-order.ts'
import { type Part, SKIPPED } from './parts.ts'
import { readReport } from './reports.ts'

const root = join(import.meta.dirname, '../..')

/** @returns what became of it, and the same in a line. Never throws for what the part does. */
export async function runPart(part: Part, place: Place): Promise<{ outcome: Outcome; line: string }> {
  const began = performance.now()
  place.write(`\n── ${part.name} ${'─'.repeat(Math.max(3, 60 - part.name.length))}\n`)
  const ended = await whyNot(part) ?? await run(part, place)
  const outcome = outcomeOf(part, { ...ended, tests: part.report && readReport(part.report) })
  const line = lineOf(part, outcome, performance.now() - began)
  place.write(`── ${line}\n`)
  place.end()
  return { outcome, line }
}

function lineOf({ name }: Part, { passed, failed, skipped }: Outcome, milliseconds: number): string {
  const word = failed > 0 ? 'FAILED' : passed > 0 ? 'ok' : 'skipped'
  const seconds = `${(milliseconds / 1000).toFixed(1)} s`
  return `${name.padEnd(13)} ${word.padEnd(8)} ${seconds.padStart(8)}   ${passed} passed, ${failed} failed, ${skipped.length} skipped`
}

type Exit = Omit<Ended, 'tests'>

async function whyNot({ needs = [] }: Part): Promise<Exit | undefined> {
  const { line } = await ensureSystem(needs, () => {}, false)
  return line === '' ? undefined : { code: SKIPPED, lastLine: `needs Debian packages: ${line}` }
}

function run({ command, env }: Part, place: Place): Promise<Exit> {
  // What a part starts in its turn finds the wanted Node first, as under an npm script.
  const PATH = `${join(root, 'node_modules/.bin')}${delimiter}${process.env['PATH'] ?? ''}`
  // Servers and commands are started by the hundred: each compiles only what none has compiled before.
  const NODE_COMPILE_CACHE = join(root, 'node_modules/.cache/node')
  const color = process.stdout.isTTY ? { FORCE_COLOR: '1' } : {}
  const child = spawn(process.execPath, command, { cwd: root, env: { ...process.env, PATH, NODE_COMPILE_CACHE, ...color, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  return new Promise((resolve) => {
    let said = ''
    const hear = (text: string): void => {
      place.write(text)
      said = (said + text).slice(-2_000)
    }
    child.stdout.setEncoding('utf8').on('data', hear)
    child.stderr.setEncoding('utf8').on('data', hear)
    child.on('close', (code) => resolve({ code: code ?? 1, lastLine: lastLineOf(said) }))
  })
}

const lastLineOf = (text: string): string => stripVTControlCharacters(text).trimEnd().split('\n').at(-1) ?? ''
