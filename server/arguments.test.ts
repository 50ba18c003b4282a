import { expect, test } from 'vitest'
import { argumentsOf } from './arguments.ts'

test('the settings file, and whether only to check it', () => {
  expect(argumentsOf(['--config', 'a.yaml'])).toEqual({ ok: true, config: 'a.yaml', check: false })
  expect(argumentsOf(['--check', '--config=a.yaml'])).toEqual({ ok: true, config: 'a.yaml', check: true })
})

test.each([
  [[], ['--config must name the settings file']],
  [['--config'], ['--config must name the settings file']],
  [['--config='], ['--config must name the settings file']],
  [['--confg', 'a.yaml', '-x', '--config', 'b.yaml'], ['there is no switch --confg', '"a.yaml" belongs to no switch', 'there is no switch -x']],
  [['--check=yes', '--config', 'a.yaml'], ['--check takes no value']],
])('%j: every mistake is named', (argv, mistakes) => {
  expect(argumentsOf(argv)).toEqual({ ok: false, mistakes })
})
