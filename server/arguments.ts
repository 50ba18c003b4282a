import { parseArgs } from 'node:util'

export type Arguments = { ok: true; config: string; check: boolean } | { ok: false; mistakes: string[] }

export const usage = 'node server/main.ts --config FILE [--check]'

/** What was asked for on the command line. @returns every switch that does not exist, named, or what is asked for */
export function argumentsOf(argv: readonly string[]): Arguments {
  const { values, tokens } = parseArgs({
    args: [...argv], strict: false, tokens: true, options: { config: { type: 'string' }, check: { type: 'boolean' } },
  })
  const mistakes = tokens.flatMap((token) => {
    if (token.kind === 'positional') return [`"${token.value}" belongs to no switch`]
    if (token.kind !== 'option') return []
    if (token.name === 'check') return token.value === undefined ? [] : ['--check takes no value']
    return token.name === 'config' ? [] : [`there is no switch ${token.rawName}`]
  })
  const { config, check } = values
  if (typeof config !== 'string' || config === '') mistakes.push('--config must name the settings file')
  if (mistakes.length > 0 || typeof config !== 'string') return { ok: false, mistakes }
  return { ok: true, config, check: check === true }
}
