#!/usr/bin/env node
import { commandLine, usageOf } from './commands/command-line.ts'
import { commands } from './commands/list.ts'

const err = (line: string) => void process.stderr.write(`${line}\n`)
const out = (line: string) => void process.stdout.write(line.endsWith('\n') ? line : `${line}\n`)

process.exitCode = await run(process.argv.slice(2))
// Whatever a library still has open keeps nobody waiting once a command has come to its end.
process.exit()

async function run(argv: readonly string[]): Promise<number> {
  // Node and libraries of ours then print what goes over their connections: passwords, and the bodies of requests.
  if (process.env['NODE_DEBUG']) {
    err('NODE_DEBUG is set: what people type would be printed. It must be unset; log.level says more without that.')
    return 2
  }
  if (argv[0] === '--help' || argv[0] === 'help') {
    for (const command of commands) out(`${usageOf(command)}\n    ${command.says}`)
    return 0
  }
  const asked = commandLine(argv, commands)
  if (asked.ok) return asked.command.run(asked.given, { out, err, env: process.env })
  for (const mistake of asked.mistakes) err(mistake)
  err(`Usage: ${asked.usage.join('\n       ')}`)
  return 2
}
