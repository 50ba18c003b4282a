import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

// Who may use whom (docs/architecture.md), which no compiler asks.

const may: Readonly<Record<string, readonly string[]>> = {
  core: ['core'],
  system: ['system', 'core'],
  provider: ['provider', 'system', 'core'],
  launcher: ['launcher', 'system', 'core'],
  reminder: ['reminder', 'system', 'core'],
}

test.each(Object.entries(may))('windows/%s includes nothing of another room than %j', (room, others) => {
  const files = globSync(join(import.meta.dirname, room, '**/*.{h,cpp}'))
  expect(files.length).toBeGreaterThan(0)
  const includes = files.flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/^\s*#\s*include\s+"([^/"]+)\//gmu)].map(([, from = '']) => ({ file, from })))
  expect(includes.filter(({ from }) => !others.includes(from))).toEqual([])
})

test('the portable part includes no header of Windows', () => {
  for (const file of globSync(join(import.meta.dirname, 'core/*.{h,cpp}'))) expect(readFileSync(file, 'utf8'), file).not.toMatch(/^\s*#\s*include\s+<\w+\.h>/mu)
})
