import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { runs } from '../../test/soak.ts'
import { type Command, configSwitch } from './command.ts'
import { commandLine, usageOf } from './command-line.ts'
import { commands } from './list.ts'

const quiet = () => Promise.resolve(0)
const serve: Command = { name: 'serve', says: '', switches: { config: configSwitch }, run: quiet }
const explain: Command = {
  name: 'policy explain', says: '', run: quiet,
  switches: { config: configSwitch, user: { takes: 'NAME', required: true, says: 'somebody' }, site: { takes: 'SITE', says: 'where' }, json: { says: 'as JSON' } },
}
const approve: Command = { name: 'devices approve', says: '', list: { takes: 'ID', says: 'the machine' }, run: quiet, switches: { config: configSwitch } }
const ask = (...argv: string[]) => commandLine(argv, [serve, explain, approve])
const mistakesOf = (...argv: string[]) => {
  const asked = ask(...argv)
  return asked.ok ? [] : asked.mistakes
}

test('without a name it is the first command', () => {
  expect(ask('--config', 'a.yaml')).toMatchObject({ ok: true, command: { name: 'serve' } })
  expect(ask('serve', '--config=a.yaml')).toMatchObject({ ok: true, command: { name: 'serve' } })
})

test('a command of two words, with what was given', () => {
  const asked = ask('policy', 'explain', '--config', 'a.yaml', '--user=CORP\\ada', '--json')
  if (!asked.ok) throw new Error(asked.mistakes.join())
  const { given } = asked
  expect([given.text('config'), given.text('user'), given.textIfGiven('site'), given.has('json')]).toEqual(['a.yaml', 'CORP\\ada', undefined, true])
})

test('a command that takes a list has it before its switches or behind them, each once', () => {
  const asked = ask('devices', 'approve', 'a', 'b', '--config', 'c.yaml', 'a', 'd')
  expect(asked.ok && [asked.command.name, asked.given.listed, asked.given.text('config')]).toEqual(['devices approve', ['a', 'b', 'd'], 'c.yaml'])
  expect(mistakesOf('devices', 'approve', '--config', 'c.yaml')).toEqual(['devices approve must be followed by ID: the machine'])
  expect(usageOf(approve)).toBe('gatehouse-server devices approve ID… --config FILE')
})

test.each([
  [[], ['--config must name the settings file']],
  [['--config'], ['--config must name the settings file']],
  [['--config='], ['--config must name the settings file']],
  [['--confg', 'a.yaml', '-x', '--config', 'b.yaml'], ['there is no switch --confg', '"a.yaml" belongs to no switch', 'there is no switch -x']],
  [['policy', 'explain', '--json=yes', '--config', 'a', '--user', 'b'], ['--json takes no value']],
  [['policy', 'explain', '--site', '--config', 'a', '--user', 'b'], ['--site must be followed by SITE', '"a" belongs to no switch', '--config must name the settings file']],
  [['policy', 'explain', '--config', 'a', '--user', 'b', '--site='], ['--site must be followed by SITE']],
  [['policy', 'explian', '--config', 'a'], ['there is no command "policy explian"; did you mean policy explain?']],
  [['dance'], ['there is no command "dance"']],
  [['--constructor', '--config', 'a'], ['there is no switch --constructor']],
])('%j: every mistake is named', (argv, mistakes) => {
  expect(mistakesOf(...argv)).toEqual(mistakes)
})

test('nothing that is typed makes it throw', () => {
  fc.assert(fc.property(fc.array(fc.string()), (argv) => {
    expect(typeof ask(...argv).ok).toBe('boolean')
  }), { numRuns: runs(200) })
})

describe.each(commands.map((command) => [command.name, command] as const))('%s', (_, command) => {
  test('has words, and its usage names every switch', () => {
    expect(command.says).toMatch(/^[A-Z].*\.$/u)
    for (const name of Object.keys(command.switches)) expect(usageOf(command)).toContain(`--${name}`)
  })
})
