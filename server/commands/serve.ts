import type { Config } from '../config/config.ts'
import type { ReadFile } from '../../groundwork/settings/named-file.ts'
import { loadConfig } from '../config/load.ts'
import { wordsOf } from '../../groundwork/settings/mistake.ts'
import { readFile } from '../../groundwork/settings/read-file.ts'
import { createLog, type Log } from '../../groundwork/log/log.ts'
import { untilStopped } from '../../groundwork/program/until-stopped.ts'
import { PortalMissing } from '../http/portal/files.ts'
import type { RunningServer } from '../server.ts'
import { StoreProblem } from '../store/problem.ts'
import { type Command, configSwitch, type Terminal } from './command.ts'
import { loadBoth } from './load.ts'

export const serve: Command = {
  name: 'serve',
  says: 'Runs the server until SIGTERM or SIGINT.',
  switches: { config: configSwitch },
  async run({ text }, terminal) {
    const loaded = await loadBoth(text('config'), terminal, 'nothing was started')
    if (!loaded) return 2
    const { config, policy, policyFile: file, fingerprint } = loaded
    const log = createLog(config.log.level, terminal.out)
    process.once('uncaughtException', (error) => {
      log.fatal({ err: error }, 'crashed')
      process.exit(1)
    })
    let server: RunningServer
    try {
      // Loaded only now: who made a mistake in a file hears of it without waiting for a database engine.
      const { startServer } = await import('../server.ts')
      server = await startServer(config, policy, { log, policyFile: { file, fingerprint } })
    } catch (error) {
      terminal.err(`The server does not start: ${causeOf(error, config)}`)
      return 1
    }
    process.on('SIGHUP', () => {
      void server.reloadPolicy()
      renew({ file: text('config'), policyFile: file, env: terminal.env }, server, log).catch((error: unknown) => log.error({ err: error }, 'not renewed'))
    })
    return await untilStopped((within) => server.close(within), log)
  },
}

/** New certificates, without a connection that is cut: what follows them from the same files comes with the next start. */
async function renew({ file, policyFile, env }: { file: string; policyFile: string; env: Terminal['env'] }, server: RunningServer, log: Log): Promise<void> {
  // Whatever stands in the policy's file is the policy's own matter: a certificate that runs out would wait for nobody to mend it.
  const readOthers: ReadFile = async (path) => (path === policyFile ? { text: '' } : await readFile(path))
  const loaded = await loadConfig({ file, env, readFile: readOthers })
  if (!loaded.ok) {
    log.error({ mistakes: loaded.mistakes.map(wordsOf) }, 'not renewed: the settings have mistakes')
    return
  }
  server.renewTls(loaded.config)
  log.info({}, 'certificates renewed')
}

function causeOf(error: unknown, { listen, internal }: Config): string {
  if (error instanceof StoreProblem || error instanceof PortalMissing) return error.message
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  const [name, { host, port }] = internal && error instanceof Error && 'port' in error && error.port === internal.port ? ['internal', internal] : ['listen', listen]
  switch (code) {
    case 'EADDRINUSE': return `something else listens on port ${port} of ${host} (${name}.port)`
    case 'EADDRNOTAVAIL': return `${host} is no address of this machine (${name}.host)`
    case 'EACCES': return `the account may not listen on port ${port} (${name}.port)`
    case 'ENOTFOUND': return `${host} cannot be resolved (${name}.host)`
    default: return error instanceof Error ? (error.stack ?? error.message) : 'no reason given'
  }
}
