import { Secret } from '@gatehouse/contract'
import type { Config } from '../config/config.ts'
import { type Finding, findingsOf } from './finding.ts'

const { ok, wrong } = findingsOf('settings')

const inWords = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value))

/** Every setting with its value and where it comes from; every mistake. */
export function settingsFinding({ mistakes, sources, ...settings }: Config, place: string): Finding {
  const facts = Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, { value: value instanceof Secret ? 'is set' : value, from: sources[name] ?? 'default' }]))
  const values = Object.entries(facts).map(([name, { value, from }]) => `${name} = ${inWords(value)} (${from})`)
  if (mistakes.length === 0) return ok(values.join('\n'), facts)
  const said = mistakes.map(({ where, what }) => `${where}: ${what}`)
  return wrong([...said, ...values].join('\n'), `put it right in ${place}, as an administrator`, { ...facts, mistakes })
}
