import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import en from '../../src-renderer/languages/en.json' with { type: 'json' }

// The agent compares by ear: what the page quotes must be what the screens say.

const page = readFileSync(new URL('../../docs/doctor.md', import.meta.url), 'utf8')
const table = /## Read out over the telephone[\s\S]*?(?=\n## )/u.exec(page)?.[0] ?? ''
const windows = readFileSync(new URL('../../windows/provider/words.cpp', import.meta.url), 'utf8')

test('what is read out over the telephone is what the screens say', () => {
  const quoted = [...table.matchAll(/^\| [^|]*?"([^"]+)"/gmu)].map(([, words = '']) => words)
  expect(quoted.length).toBeGreaterThan(10)
  const said = new Set<string>(Object.values(en))
  expect(quoted.filter((words) => !said.has(words) && !windows.includes(words))).toEqual([])
})

test('every check that it names is one', () => {
  const checks = new Set([...page.matchAll(/^\| `([a-z-]+)` \|/gmu)].map(([, name]) => name))
  const named = [...table.matchAll(/\(((?:`[a-z-]+`(?:, )?)+)[;)]/gu)].flatMap(([, names = '']) => [...names.matchAll(/`([a-z-]+)`/gu)].map(([, name]) => name))
  expect(named.length).toBeGreaterThan(10)
  expect(named.filter((name) => !checks.has(name))).toEqual([])
})
