import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { allWays } from './list.ts'
import { withWays } from './table.ts'

const ways = Object.values(allWays).flat()

test('docs/breakouts.md has the list as it is: node scripts/write-breakouts.ts', () => {
  const page = readFileSync(new URL('../../docs/breakouts.md', import.meta.url), 'utf8')
  expect(page).toBe(withWays(page))
})

test('each way is there once, and says what stops it', () => {
  expect(new Set(ways.map(({ way }) => way)).size).toBe(ways.length)
  for (const { way, stops } of ways) expect(stops, way).not.toBe('')
})

test('there are at least 60', () => expect(ways.length).toBeGreaterThanOrEqual(60))
