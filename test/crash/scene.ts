import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { type Domain, startDomain } from '../peers/samba/domain.ts'
import { startPostgres } from '../peers/postgres/postgres.ts'
import { type Smtp, startSmtp } from '../peers/smtp/smtp.ts'
import { writeServerFiles } from '../world/server-files.ts'
import { startServerProcess } from '../world/server-process.ts'
import { type KillLine, killLine } from './kill-line.ts'
import type { LineName } from './lines.ts'

export type AuditTold = { kind: string; choice?: string; outcome?: string }

/** A server with a line of its own to each of its peers, which may be killed at any moment. */
export type Scene = {
  readonly domain: Domain
  readonly smtp: Smtp
  readonly lines: Readonly<Record<LineName, KillLine>>
  readonly url: string
  readonly databaseVersion: string
  /** Does something when a mail is in the mail server's hands, before the server hears that it is. */
  readonly onMail: (does: () => void) => void
  /** Ends it without a word, also while it starts. */
  readonly kill: () => void
  /** Starts it again if it is gone, with its clock a minute on: what was lost can then be decided. @returns at once where it runs */
  readonly revive: () => Promise<void>
  /** Puts its clock forward. */
  readonly pass: (milliseconds: number) => Promise<void>
  /**
   * Its clock is right again, as it must be within an hour for a controller to be believed; and as if enough time had passed, what
   * was counted of tries and messages is forgotten.
   */
  readonly beginAnew: () => Promise<void>
  /** What the audit tells of a case, in its order. */
  readonly audit: (caseNumber: string) => Promise<AuditTold[]>
  readonly stop: () => Promise<void>
}

/** Longer than a change that was sent may still take effect (server/recovery/machine.ts). */
const DECIDED_AFTER = 61_000

export async function startScene(): Promise<Scene> {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-crash-'))
  let mailArrived = () => {}
  const [domain, smtp, postgres] = await Promise.all([startDomain(), startSmtp({ onMessage: () => mailArrived() }), startPostgres()])
  const database = new URL(postgres.url)
  const lines = {
    directory: await killLine({ host: domain.address, port: 636 }),
    mail: await killLine(smtp),
    database: await killLine({ host: database.hostname, port: Number(database.port) }),
  }
  database.port = String(lines.database.port)
  const file = writeServerFiles({
    folder: join(folder, 'server'), databaseByVariable: true,
    mail: { host: smtp.host, port: lines.mail.port, caFile: smtp.caFile },
    domain, line: { address: '127.0.0.1', port: lines.directory.port },
    policy: { emailCode: { secondsBetweenMessages: 0 } },
  })
  const server = await startServerProcess({ file, folder, variables: { DATABASE_URL: database.href } })
  const witness = new pg.Client({ connectionString: postgres.url })
  await witness.connect()

  let ahead = 0
  let kills = 0
  let reviving: Promise<void> | undefined
  /** Whatever fails because the server was killed meanwhile is no failure; `revive` goes on from there. */
  const unlessKilled = async (does: () => Promise<void>): Promise<boolean> => {
    const before = kills
    return does().then(() => true, (error: unknown) => {
      if (kills === before) throw error
      return false
    })
  }
  const pass = async (milliseconds: number) => {
    ahead += milliseconds
    await unlessKilled(() => server.moveClock(ahead))
  }
  async function reviveOnce(): Promise<void> {
    // One that was killed a moment ago may still look as if it ran.
    if (server.isRunning()) return
    while (!await unlessKilled(server.start));
    await pass(DECIDED_AFTER)
  }
  return {
    domain, smtp, lines, url: server.url, databaseVersion: postgres.version, pass,
    onMail: (does) => { mailArrived = does },
    kill: () => {
      if (!server.isRunning()) return
      kills += 1
      process.kill(server.pid(), 'SIGKILL')
    },
    revive: () => (reviving ??= reviveOnce().finally(() => { reviving = undefined })),
    async beginAnew() {
      ahead = 0
      await pass(0)
      await witness.query('delete from budgets')
    },
    async audit(caseNumber) {
      const { rows } = await witness.query<{ entry: AuditTold }>("select entry from gatehouse_audit.entries where entry->>'case' = $1 order by entry->>'at', seq", [caseNumber])
      return rows.map(({ entry }) => entry)
    },
    async stop() {
      if (server.isRunning()) await server.end('SIGKILL')
      await witness.end()
      await Promise.all(Object.values(lines).map((line) => line.close()))
      await Promise.all([domain.stop(), smtp.stop(), postgres.stop()])
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
