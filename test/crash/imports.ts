import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { KillLine } from './kill-line.ts'
import { REGISTERS, type Scene } from './scene.ts'

const main = join(import.meta.dirname, '../../server/main.ts')
const ROWS = [['grace', '+491713920091'], ['katherine', '+491713920092'], [REGISTERS, '+491713920093']] as const

/** Kills `registrations import` at that piece of a line, and imports the file once more. @returns what is not as it must be, and whether it was killed */
export async function importKilledAt(scene: Scene, line: KillLine, at: number): Promise<{ wrong: string[]; killed: boolean }> {
  await scene.record.forgetRegistrations()
  const file = `${scene.settings.file}.csv`
  writeFileSync(file, `account,number\n${ROWS.map((row) => row.join(',')).join('\n')}\n`)
  const first = importOf(scene, file)
  let killed = false
  line.arm(at, () => {
    killed = true
    process.kill(first.pid, 'SIGKILL')
  })
  await first.ended
  line.watch()
  const between = await valuesIn(scene)
  const second = await importOf(scene, file).ended
  const after = await valuesIn(scene)
  await scene.record.forgetRegistrations()

  const wrong: string[] = []
  const must = (right: boolean, what: string) => { if (!right) wrong.push(`import killed at piece ${at}: ${what}`) }
  const all = ROWS.map(([, number]) => number)
  must(between.every((value) => all.some((number) => number === value)), 'something is there that no line says')
  must(second.code === 0, `the second time it ends with ${second.code}: ${second.said}`)
  must(JSON.stringify(after) === JSON.stringify(all.toSorted()), `there are ${after.length} numbers for ${all.length} lines`)
  // What was there already is said not to be new: each line was done once.
  must(new RegExp(`\\b${all.length - between.length} added\\s[^]*\\b${between.length} unchanged\\b`, 'u').test(second.said), `it says of ${between.length} that stood: ${second.said}`)
  must((await scene.record.chainFindings()).length === 0, 'the chain of the audit is not whole')
  return { wrong, killed }
}

function importOf({ settings }: Scene, file: string): { pid: number; ended: Promise<{ code: number | null; said: string }> } {
  const child = spawn(process.execPath, [main, 'registrations', 'import', '--config', settings.file, '--file', file], {
    env: { PATH: process.env['PATH'] ?? '', DATABASE_URL: settings.databaseUrl }, stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => { said += text })
  if (child.pid === undefined) throw new Error('the command does not start')
  return { pid: child.pid, ended: once(child, 'close').then(() => ({ code: child.exitCode, said })) }
}

const valuesIn = async ({ record }: Scene) => (await record.registered()).flatMap(({ has }) => has.number.map(({ value }) => value.reveal())).toSorted()
