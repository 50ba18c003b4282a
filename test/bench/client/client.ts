import { cpSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { clientCommand } from '../../../scripts/setup/client-command.mjs'
import { startDisplay } from '../../../scripts/setup/display.mjs'
import { ensureElectron } from '../../../scripts/setup/electron.mjs'
import { handOver } from '../../../scripts/setup/hand-over.mjs'
import { ordinaryUser } from '../../../scripts/setup/ordinary-user.mjs'
import { startSmtp } from '../../peers/smtp/smtp.ts'
import { prepareClient } from '../../world/client.ts'
import { writeServerFiles } from '../../world/server-files.ts'
import { startServerProcess } from '../../world/server-process.ts'
import { quiet } from '../quiet.ts'
import { type Row, rowOf } from '../row.ts'
import { buildBoth } from './build.ts'
import { measure, type Measured } from './measure.ts'

const RUNS = 10

/** The client's first screen, beside an empty window of the same Electron. */
export async function benchClient(root: string, say: (line: string) => void): Promise<Row[]> {
  const folder = join(root, 'out/bench')
  const built = await buildBoth(root, join(folder, 'apps'))
  const display = await startDisplay()
  const smtp = await startSmtp()
  const server = await startDemoServer(join(folder, 'server'), smtp)
  const { electron, version } = await ownElectron(root, folder)
  const [handed, handedEmpty] = [handOver({ electron, app: built.client }), handOver({ electron, app: built.empty })]
  try {
    const client = await prepareClient({ root, handed: { ...handed, electronVersion: version }, display: display.env, settings: { server: server.url, company: 'Contoso', helpdesk: '4357', language: 'en' } })
    const empty = clientCommand({ handed: handedEmpty, user: await ordinaryUser(), display: display.env })
    say(`Electron ${version}, ${RUNS} runs each by turns`)
    return rowsOf(await byTurns(() => measure(client.executable, ['--window']), () => measure(empty.executable, []), say))
  } finally {
    handed.clean()
    handedEmpty.clean()
    await Promise.all([server.end('SIGTERM'), smtp.stop(), display.stop()])
  }
}

type Both = { client: Measured[]; empty: Measured[] }

async function byTurns(client: () => Promise<Measured>, empty: () => Promise<Measured>, say: (line: string) => void): Promise<Both> {
  // The first start reads from the disk what all others find in memory.
  await client()
  await empty()
  const both: Both = { client: [], empty: [] }
  for (let run = 1; run <= RUNS; run++) {
    const calm = [await quiet(), both.client.push(await client()), await quiet(), both.empty.push(await empty())]
    say(`${run}: first screen ${words(both.client)}, empty window ${words(both.empty)}${calm.includes(false) ? '; the machine was busy' : ''}`)
  }
  return both
}

function words(measured: readonly Measured[]): string {
  const last = measured.at(-1)
  return last ? `${last.milliseconds.toFixed(0)} ms, ${last.memory.megabytes.toFixed(0)} MB` : 'nothing'
}

function rowsOf({ client, empty }: Both): Row[] {
  const what = { bench: 'client', case: 'first-screen' }
  const unit = `MB ${client[0]?.memory.measure ?? ''}`
  const [time, answers, memory] = [({ milliseconds }: Measured) => milliseconds, (measured: Measured) => measured.answers, (measured: Measured) => measured.memory.megabytes]
  return [
    rowOf({ ...what, metric: 'time', unit: 'ms' }, client.map(time), empty.map(time)),
    rowOf({ ...what, metric: 'answers', unit: 'ms' }, client.map(answers), empty.map(answers)),
    rowOf({ ...what, metric: 'memory', unit }, client.map(memory), empty.map(memory)),
  ]
}

/** A copy: of memory that other clients on this machine have in common with ours, a proportional measure would count a part. */
async function ownElectron(root: string, folder: string): Promise<{ electron: string; version: string }> {
  const { folder: from, version } = await ensureElectron(root, () => {})
  const electron = join(folder, 'electron')
  rmSync(electron, { recursive: true, force: true })
  cpSync(from, electron, { recursive: true })
  return { electron, version }
}

/** A process of its own, so that what it does is not on the clock's time. */
async function startDemoServer(folder: string, { host, port, caFile }: Awaited<ReturnType<typeof startSmtp>>) {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  return await startServerProcess({ file: writeServerFiles({ folder, mail: { host, port, caFile } }), folder })
}
