import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import * as v from 'valibot'

const Read = v.record(v.string(), v.union([v.string(), v.number()]))
/** One PDU as Net::SMPP reads it; a text in hexadecimal. */
export type Read = Readonly<v.InferOutput<typeof Read>>
const First = v.object({ port: v.number(), version: v.string() })

export type NetSmpp = {
  port: number
  version: string
  /** All that came, and warnings among it, in order. */
  read: () => readonly Read[]
  stop: () => Promise<void>
}

/** @returns why it cannot run here, in words; undefined: it can */
export const netSmppMissing = (): string | undefined =>
  spawnSync('perl', ['-MNet::SMPP', '-e', '1']).status === 0 ? undefined : 'needs packages: apt-get install --no-install-recommends libnet-smpp-perl'

/** A message centre that was not written with ours, on a free port of 127.0.0.1 and without TLS. It takes whoever comes. */
export async function startNetSmpp(): Promise<NetSmpp> {
  const child = spawn('perl', [join(import.meta.dirname, 'net-smpp.pl')], { stdio: ['pipe', 'pipe', 'inherit'] })
  const read: Read[] = []
  const lines = createInterface(child.stdout)
  const ended = once(child, 'close')
  const first = await Promise.race([once(lines, 'line'), ended.then(() => { throw new Error('Net::SMPP does not start') })])
  const { port, version } = v.parse(First, JSON.parse(String(first[0])))
  lines.on('line', (line) => void read.push(v.parse(Read, JSON.parse(line))))
  return {
    port, version, read: () => read,
    async stop() {
      child.stdin.end()
      await ended
    },
  }
}
