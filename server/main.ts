#!/usr/bin/env node
import { err, out, program } from '../groundwork/program/program.ts'
import { commandLine, usageOf } from './commands/command-line.ts'
import { commands } from './commands/list.ts'

await program('what people type', async (argv) => {
  if (argv[0] === '--help' || argv[0] === 'help') {
    for (const command of commands) out(`${usageOf(command)}\n    ${command.says}`)
    return 0
  }
  const asked = commandLine(argv, commands)
  if (asked.ok) return asked.command.run(asked.given, { out, err, env: process.env })
  for (const mistake of asked.mistakes) err(mistake)
  err(`Usage: ${asked.usage.join('\n       ')}`)
  return 2
})
