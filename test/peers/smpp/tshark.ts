import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const said = spawnSync('tshark', ['--version'], { encoding: 'utf8' })
export const tsharkVersion = said.error ? 'none' : /\d+\.\d+\.\d+/.exec(said.stdout)?.[0]

/** @returns why it cannot run here, in words; undefined: it can */
export const tsharkMissing = (): string | undefined => (said.error ? 'needs packages: apt-get install --no-install-recommends tshark' : undefined)

/** A line to somebody on loopback that keeps what is said to them. */
export async function heardLine(to: number): Promise<{ port: number; heard: () => Buffer; close: () => Promise<void> }> {
  const octets: Buffer[] = []
  const server = createServer((near) => {
    const far = connect(to, '127.0.0.1')
    near.on('data', (part: Buffer) => void octets.push(part)).pipe(far).pipe(near)
    for (const [one, other] of [[near, far], [far, near]] as const) one.on('error', () => undefined).on('close', () => other.destroy())
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port')
  return { port: address.port, heard: () => Buffer.concat(octets), close: () => new Promise((resolve) => { server.close(() => resolve()) }) }
}

/** What Wireshark's dissector of SMPP finds in the octets of one direction: the values of these fields of each PDU, in order, as it writes them. */
export function dissect(octets: Buffer, fields: readonly string[]): string[][] {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-tshark-'))
  try {
    const file = join(folder, 'capture.pcap')
    run('text2pcap', ['-q', '-T', '50000,2775', '-', file], pdusOf(octets).map(dump).join('\n'))
    const out = run('tshark', ['-n', '-r', file, '-d', 'tcp.port==2775,smpp', '-T', 'fields', '-E', 'separator=/t', ...fields.flatMap((field) => ['-e', field])])
    return out.split('\n').slice(0, -1).map((line) => line.split('\t'))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Each begins with its length; nothing else of it is looked at here. */
function pdusOf(octets: Buffer): Buffer[] {
  if (octets.length === 0) return []
  const length = Math.max(octets.readUInt32BE(0), 16)
  return [octets.subarray(0, length), ...pdusOf(octets.subarray(length))]
}

const dump = (octets: Buffer) => `000000 ${octets.toString('hex').replace(/../gu, '$& ')}\n`

function run(program: string, args: string[], input = ''): string {
  // As root tshark warns of itself in its standard error, which is not asked for.
  const { status, stdout, stderr } = spawnSync(program, args, { input, encoding: 'utf8' })
  if (status !== 0) throw new Error(`${program}: ${stderr}`)
  return stdout
}
