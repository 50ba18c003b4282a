#!/usr/bin/env node
import { parseArgs } from 'node:util'
import { createLog } from '../groundwork/log/log.ts'
import { err, out, program } from '../groundwork/program/program.ts'
import { untilStopped } from '../groundwork/program/until-stopped.ts'
import { wordsOf } from '../groundwork/settings/mistake.ts'
import { readFile } from '../groundwork/settings/read-file.ts'
import { type Config, loadConfig } from './config/load.ts'
import { startVoice, type Voice } from './voice.ts'

const USAGE = 'Usage: gatehouse-voice [check] --config FILE'

await program('numbers and keys', async (argv) => {
  const asked = switches(argv)
  if (typeof asked === 'string') {
    err(asked)
    err(USAGE)
    return 2
  }
  if (asked.help) {
    out(USAGE)
    return 0
  }
  const loaded = await loadConfig(asked.file, readFile)
  if (!loaded.ok) {
    for (const mistake of loaded.mistakes) err(wordsOf(mistake))
    err(`${loaded.mistakes.length === 1 ? '1 mistake' : `${loaded.mistakes.length} mistakes`}; nothing was started.`)
    return 2
  }
  if (asked.check) {
    out(`${asked.file} has no mistakes.`)
    return 0
  }
  return await serve(loaded.config)
})

type Asked = { help: boolean; check: boolean; file: string }

/** @returns what was asked for, or what is wrong with it */
function switches(argv: readonly string[]): Asked | string {
  try {
    const { values, positionals } = parseArgs({ args: [...argv], allowPositionals: true, options: { config: { type: 'string' }, help: { type: 'boolean' } } })
    const [command, ...others] = positionals
    const help = values.help === true
    if (others.length > 0 || (command !== undefined && command !== 'check')) return `there is no command "${positionals.join(' ')}"`
    if (!help && !values.config) return '--config must name the settings file'
    return { help, check: command === 'check', file: values.config ?? '' }
  } catch (error) {
    return error instanceof Error ? error.message : 'the switches cannot be read'
  }
}

async function serve(config: Config): Promise<number> {
  const log = createLog(config.log.level, out)
  process.once('uncaughtException', (error) => {
    log.fatal({ err: error }, 'crashed')
    process.exit(1)
  })
  let voice: Voice
  try {
    voice = await startVoice(config, log)
  } catch (error) {
    err(`The voice process does not start: ${causeOf(error)}`)
    return 1
  }
  log.info({ address: voice.url, ...(voice.webhooksUrl !== undefined && { webhooks: voice.webhooksUrl }) }, 'started')
  return await untilStopped(() => voice.close(), log)
}

function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'no reason given'
  const port = 'port' in error && typeof error.port === 'number' && error.port > 0 ? error.port : undefined
  const where = port === undefined ? 'the socket' : `port ${port}`
  switch ('code' in error ? error.code : undefined) {
    case 'EADDRINUSE': return `something else listens on ${where}`
    case 'EADDRNOTAVAIL': return `the address of ${where} is none of this machine`
    // Node says the same of a folder that is not there.
    case 'EACCES': return port === undefined ? 'the socket cannot be made: its folder is not there, or not ours to write to' : `the account may not listen on ${where}`
    default: return error.stack ?? error.message
  }
}
