import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as v from 'valibot'
import { commandLine } from '../../server/commands/command-line.ts'
import { commands } from '../../server/commands/list.ts'
import { installCertificate } from '../e2e/machine.ts'
import { freePort } from '../peers/free-port.ts'
import { makeCertificates } from '../peers/smtp/certificates.ts'
import { type Smtp, startSmtp } from '../peers/smtp/smtp.ts'
import { putEmptyDatabase } from '../world/empty-database.ts'
import { writeServerFiles } from '../world/server-files.ts'
import { type ServerProcess, startServerProcess } from '../world/server-process.ts'

/** A real server for clients whose tests are not about the directory: it has the demo one. */
export type SmallServer = {
  url: string
  /** What the client's machine must trust. */
  caFile: string
  process: ServerProcess
  smtp: Smtp
  /** With which machines enrol themselves, where there are any. */
  code: string
  stop: () => Promise<void>
}

/** @param devices where it takes enrolled machines: only at them may anybody begin */
export async function startSmallServer({ devices = false }: { devices?: boolean } = {}): Promise<SmallServer> {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-small-server-'))
  const [smtp, certificates] = await Promise.all([startSmtp(), makeCertificates(folder), putEmptyDatabase(join(folder, 'server/data'))])
  const inside = join(folder, 'server')
  const port = devices ? await freePort() : 0
  const file = writeServerFiles({
    folder: inside, port, ...(devices && { devices: { url: `https://127.0.0.1:${port}` }, policy: { devices: { mayBegin: 'known' } } }), tls: installCertificate(inside, certificates.right), mail: { host: smtp.host, port: smtp.port, caFile: smtp.caFile },
  })
  const code = devices ? await codeOf(file) : ''
  const process = await startServerProcess({ file, folder: inside })
  return {
    url: process.url, caFile: certificates.caFile, process, smtp, code,
    async stop() {
      await process.end('SIGTERM')
      await smtp.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Before the server has its database. */
async function codeOf(file: string): Promise<string> {
  const asked = commandLine(['devices', 'code', '--group', 'Front desk', '--expires', '8h', '--count', '5', '--json', '--config', file], commands)
  if (!asked.ok) throw new Error(asked.mistakes.join('\n'))
  const said: string[] = []
  const status = await asked.command.run(asked.given, { out: (line) => void said.push(line), err: (line) => void said.push(line), env: {} })
  if (status !== 0) throw new Error(said.join('\n'))
  return v.parse(v.object({ code: v.string() }), JSON.parse(said.join('\n'))).code
}
