import { argumentsOf, usage } from './arguments.ts'
import { loadConfig } from './config/load.ts'
import { inOrder, wordsOf } from './config/mistake.ts'
import { readFile } from './config/read-file.ts'
import { createLog } from './log/log.ts'
import { loadPolicy } from './policy/load.ts'
import { StoreProblem } from './store/problem.ts'

/** Exit codes: 0 stopped as asked, 1 could not start or stop, 2 a mistake in the command, the settings or the policy. */

/** How long a stop may take before it is cut short, in milliseconds. */
const PATIENCE = 10_000

// Node and libraries of ours then print what goes over their connections: passwords, and the bodies of requests.
if (process.env['NODE_DEBUG']) give(2, 'NODE_DEBUG is set: what people type would be printed. It must be unset; log.level says more without that.')

const asked = argumentsOf(process.argv.slice(2))
if (!asked.ok) give(2, ...asked.mistakes, `Usage: ${usage}`)

const loaded = await loadConfig({ file: asked.config, env: process.env, readFile })
const policy = loaded.policy && loadPolicy(loaded.policy.text, loaded.policy.file)
if (!loaded.ok || !policy?.ok) {
  const mistakes = [...(loaded.ok ? [] : inOrder(loaded.mistakes)), ...(policy?.ok === false ? policy.mistakes : [])]
  give(2, ...mistakes.map(wordsOf), `${mistakes.length} ${mistakes.length === 1 ? 'mistake' : 'mistakes'}; nothing was started.`)
}
if (asked.check) {
  process.stdout.write(`${asked.config} and ${loaded.policy.file} have no mistakes.\n`)
  process.exit(0)
}

const { config } = loaded
const log = createLog(config.log.level, (line) => void process.stdout.write(line))
process.once('uncaughtException', (error) => {
  log.fatal({ err: error }, 'crashed')
  process.exit(1)
})

// Loaded only now: who made a mistake in a file hears of it without waiting for a database engine.
const { startServer } = await import('./server.ts')
const server = await startServer(config, policy.policy, { log }).catch((error: unknown) => give(1, `The server does not start: ${causeOf(error)}`))

for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop(signal))

async function stop(signal: string): Promise<void> {
  log.info({ signal }, 'stopping')
  // Whoever asks twice does not want to wait.
  for (const again of ['SIGTERM', 'SIGINT'] as const) process.once(again, () => process.exit(1))
  setTimeout(() => {
    log.warn({}, 'stopped before everything was finished')
    process.exit(1)
  }, PATIENCE).unref()
  await server.close(PATIENCE - 1000)
  log.info({}, 'stopped')
  process.exit(0)
}

function causeOf(error: unknown): string {
  if (error instanceof StoreProblem) return error.message
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  const { host, port } = config.listen
  switch (code) {
    case 'EADDRINUSE': return `something else listens on port ${port} of ${host} (listen.port)`
    case 'EADDRNOTAVAIL': return `${host} is no address of this machine (listen.host)`
    case 'EACCES': return `the account may not listen on port ${port} (listen.port)`
    case 'ENOTFOUND': return `${host} cannot be resolved (listen.host)`
    default: return error instanceof Error ? (error.stack ?? error.message) : 'no reason given'
  }
}

function give(code: number, ...lines: string[]): never {
  process.stderr.write(`${lines.join('\n')}\n`)
  process.exit(code)
}
