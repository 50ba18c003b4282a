import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { installCertificate } from '../e2e/machine.ts'
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
  stop: () => Promise<void>
}

export async function startSmallServer(): Promise<SmallServer> {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-small-server-'))
  const [smtp, certificates] = await Promise.all([startSmtp(), makeCertificates(folder), putEmptyDatabase(join(folder, 'server/data'))])
  const inside = join(folder, 'server')
  const file = writeServerFiles({ folder: inside, tls: installCertificate(inside, certificates.right), mail: { host: smtp.host, port: smtp.port, caFile: smtp.caFile } })
  const process = await startServerProcess({ file, folder: inside })
  return {
    url: process.url, caFile: certificates.caFile, process, smtp,
    async stop() {
      await process.end('SIGTERM')
      await smtp.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
