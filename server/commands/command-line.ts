import { parseArgs } from 'node:util'
import { nearest } from '../../groundwork/settings/nearest.ts'
import type { Command, Given } from './command.ts'

export type Asked = { ok: true; command: Command; given: Given } | { ok: false; mistakes: string[]; usage: string[] }

/**
 * Finds out what was asked for. Without a command's name it is the first of the list.
 * @param argv what follows the program's name
 * @returns the command and its switches, or every mistake, and how it would be right
 */
export function commandLine(argv: readonly string[], commands: readonly [Command, ...Command[]]): Asked {
  // The words before the first switch name the command.
  const firstSwitch = argv.findIndex((word) => word.startsWith('-'))
  const words = firstSwitch < 0 ? argv : argv.slice(0, firstSwitch)
  const name = words.join(' ')
  const command = name === '' ? commands[0] : commands.find((one) => one.name === name || (one.list && name.startsWith(`${one.name} `)))
  if (!command) {
    const meant = nearest(name, commands.map((one) => one.name))
    return { ok: false, mistakes: [`there is no command "${name}"${meant === undefined ? '' : `; did you mean ${meant}?`}`], usage: commands.map(usageOf) }
  }
  const { switches, list } = command
  const own = name === '' ? 0 : command.name.split(' ').length
  const options = Object.fromEntries(Object.entries(switches).map(([key, { takes }]) => [key, { type: takes === undefined ? 'boolean' as const : 'string' as const }]))
  const { values, tokens } = parseArgs({ args: argv.slice(own), strict: false, tokens: true, options })

  const mistakes = tokens.flatMap((token) => {
    if (token.kind === 'positional') return list ? [] : [`"${token.value}" belongs to no switch`]
    if (token.kind !== 'option') return []
    const known = Object.hasOwn(switches, token.name) ? switches[token.name] : undefined
    if (!known) return [`there is no switch ${token.rawName}`]
    if (known.takes === undefined) return token.value === undefined ? [] : [`--${token.name} takes no value`]
    // The parser takes the next switch for a value.
    const swallowed = token.value !== undefined && !token.inlineValue && token.value.startsWith('-')
    // Required ones without any are told below, in the same words as those that are not there.
    return swallowed || (!token.value && !known.required) ? [`--${token.name} must be followed by ${known.takes}`] : []
  })
  const text = (key: string) => {
    const value = values[key]
    return typeof value === 'string' && value !== '' ? value : undefined
  }
  const listed = [...new Set(tokens.flatMap((token) => (token.kind === 'positional' ? [token.value] : [])))]
  if (list && listed.length === 0) mistakes.push(`${command.name} must be followed by ${list.takes}: ${list.says}`)
  for (const [key, { required, says }] of Object.entries(switches)) if (required && text(key) === undefined) mistakes.push(`--${key} must name ${says}`)
  if (mistakes.length > 0) return { ok: false, mistakes, usage: [usageOf(command)] }

  const mustBeThere = (key: string) => {
    const value = text(key)
    if (value === undefined) throw new Error(`${command.name} asks for --${key}, which it does not require`)
    return value
  }
  return { ok: true, command, given: { text: mustBeThere, textIfGiven: text, has: (key) => values[key] === true, listed } }
}

/** `gatehouse-server policy check --config FILE [--json]` */
export function usageOf({ name, switches, list }: Command): string {
  const shown = Object.entries(switches).map(([key, { takes, required }]) => {
    const whole = takes === undefined ? `--${key}` : `--${key} ${takes}`
    return required ? whole : `[${whole}]`
  })
  return ['gatehouse-server', name, ...(list ? [`${list.takes}…`] : []), ...shown].join(' ')
}
