import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { buildHere } from '../../scripts/windows/build.ts'

const program = join(import.meta.dirname, '../../out/windows/here/core_says')

/** What core_says.cpp can be asked, and how its lines are written. */
export type Asked = 'hand-over' | 'languages' | 'origin' | 'signed' | 'values'

/** @param lines without line breaks @returns what the portable core says to each */
export async function coreSays(what: Asked, lines: readonly string[]): Promise<unknown[]> {
  await buildHere({ from: ['core', 'test/core_says.cpp'] }, program)
  const child = spawn(program, [what], { stdio: ['pipe', 'pipe', 'inherit'] })
  child.stdin.end(lines.map((line) => `${line}\n`).join(''))
  const [said] = await Promise.all([text(child.stdout), once(child, 'close')])
  if (child.exitCode !== 0) throw new Error(`core_says ended with ${String(child.exitCode)}`)
  return said.split('\n').slice(0, -1).map((line): unknown => JSON.parse(line))
}
