import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Secret } from '@gatehouse/contract'
import { commandLine } from '../../server/commands/command-line.ts'
import { commands } from '../../server/commands/list.ts'
import { openStore, type StoreLocation } from '../../server/store/open.ts'
import { dumpTables } from '../peers/dump.ts'
import { freePort } from '../peers/free-port.ts'
import { type Postgres, startPostgres } from '../peers/postgres/postgres.ts'
import { processesLeft } from '../world/processes.ts'
import type { SmsKind } from '../world/sms-settings.ts'
import { type ServerParts, writeServerFiles } from '../world/server-files.ts'
import { startVoiceProcess, type VoiceProcess } from '../world/voice-process.ts'
import { type ServerProcess, startServerProcess } from '../world/server-process.ts'
import { filesIn, type Trace } from '../world/traces.ts'
import { putEmptyDatabase } from '../world/empty-database.ts'
import { builtPortal } from './build-once.ts'
import { installCertificate, type Machine } from './machine.ts'

/** A server for one test, on a database of its own. */
export type OwnServer = {
  process: ServerProcess
  /** Who calls for it, where it calls people. */
  voice: VoiceProcess | undefined
  /** Settings, embedded database, temporary files. */
  folder: string
  /** Origin of its reset portal, where it has one. */
  portal: string | undefined
  /** To be opened only while the server does not run. */
  database: StoreLocation
  /** What is on the disk now. */
  files: () => Trace[]
  /** @returns what did not end as it should */
  end: () => Promise<string[]>
  /** All that it has written anywhere; once it has ended. */
  traces: () => Promise<Trace[]>
  /** Carries out a command beside it, as an administrator does, in this process: only where its database is PostgreSQL. @returns what it said */
  command: (...words: string[]) => Promise<string>
  remove: () => Promise<void>
}

export type ServerOptions = { policy: ServerParts['policy']; store: 'PGlite' | 'PostgreSQL'; serverBy: 'address' | 'name'; portal: boolean; insideNetworks?: string[]; proxies?: string[] | undefined; sms?: SmsKind | undefined; calls?: boolean | undefined; /** Whether machines can be enrolled. */ devices?: boolean }

export async function startOwnServer(machine: Machine, options: ServerOptions): Promise<OwnServer> {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-own-server-'))
  const postgres = options.store === 'PostgreSQL' ? await startPostgres() : undefined
  const remove = async () => {
    await postgres?.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  const port = options.portal || options.devices ? await freePort() : undefined
  const portal = port === undefined || !options.portal ? undefined : { origin: `https://localhost:${port}`, folder: builtPortal(), insideNetworks: options.insideNetworks ?? ['10.0.0.0/8'] }
  const voice = options.calls ? await startVoiceProcess({ folder: join(folder, 'voice'), twilio: await machine.telephones() }) : undefined
  const server = await start(machine, { ...options, place: port === undefined ? {} : { port, portal, ...(options.devices && { devices: { url: `https://127.0.0.1:${port}` } }) }, voice }, folder, postgres).catch(async (error: unknown) => {
    await voice?.end('SIGKILL')
    await remove()
    throw error
  })
  const database = postgres ? { url: new Secret(postgres.url) } : { folder: join(folder, 'data') }
  const files = () => [...filesIn("the server's folder", folder), ...filesOf(postgres)]

  return {
    process: server, voice, folder, database, files, remove, portal: portal?.origin,
    async command(...words) {
      const asked = commandLine([...words, '--config', join(folder, 'gatehouse.yaml')], commands)
      if (!asked.ok) throw new Error(asked.mistakes.join('\n'))
      const said: string[] = []
      const wrong: string[] = []
      const status = await asked.command.run(asked.given, { out: (line) => void said.push(line), err: (line) => void wrong.push(line), env: postgres ? { DATABASE_URL: postgres.url } : {} })
      if (status !== 0) throw new Error(wrong.join('\n'))
      return said.join('\n')
    },
    async end() {
      const code = server.isRunning() ? await server.end('SIGTERM') : 0
      const spoken = await voice?.end('SIGTERM') ?? 0
      const left = await processesLeft(folder)
      return [...(spoken === 0 ? [] : [`the voice process ended with ${spoken}`]), ...(code === 0 ? [] : [`the server ended with ${code ?? 'a signal'}`]), ...left.map((pid) => `process ${pid} of the server is left`)]
    },
    async traces() {
      const opened = await openStore(database)
      const tables = await dumpTables(opened)
      // What is only in memory now would reach the disk later.
      await opened.database.execute('checkpoint')
      await opened.close()
      return [...files(), { where: "the server's output", bytes: server.output() }, { where: "the voice process's output", bytes: Buffer.from(voice?.output() ?? '') }, { where: 'the tables', bytes: Buffer.from(tables) }]
    },
  }
}

async function start({ domain, smtp, smsPeer, certificates }: Machine, { policy, serverBy, place, proxies, voice, sms = 'twilio' }: ServerOptions & { place: Pick<ServerParts, 'port' | 'portal' | 'devices'>; voice: VoiceProcess | undefined }, folder: string, postgres: Postgres | undefined): Promise<ServerProcess> {
  if (!postgres) await putEmptyDatabase(join(folder, 'data'))
  const file = writeServerFiles({
    folder, domain, ...place, proxies,
    tls: installCertificate(folder, serverBy === 'name' ? certificates.named : certificates.right),
    databaseByVariable: postgres !== undefined,
    mail: { host: smtp.host, port: smtp.port, caFile: smtp.caFile },
    sms: (await smsPeer(sms)).settings,
    ...(voice && { voice: { ...voice.at, keyFile: voice.keyFile } }),
    // Eight digits turn up by chance a hundred times more seldom than six: what is found afterwards is the code.
    policy: { ...policy, emailCode: { digits: 8, ...policy?.emailCode }, smsCode: { digits: 8, ...policy?.smsCode } },
  })
  return startServerProcess({ file, folder, variables: postgres ? { DATABASE_URL: postgres.url } : {} })
}

const filesOf = (postgres: Postgres | undefined): Trace[] => (postgres ? filesIn("PostgreSQL's folder", postgres.folder) : [])
