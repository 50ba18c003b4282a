import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { telling, toldEvents } from './events.ts'

const told = (...lines: string[]) => {
  const got: [number, string][] = []
  const take = telling((number, text) => got.push([number, text]))
  lines.forEach((line) => { take(line) })
  return got
}

test('an administrator hears what went wrong, by its number, and nothing else of the log', () => {
  expect(told('info started version="1"', 'warn page-lost why="crashed"', 'warn request-refused code="x"', 'error constructor', '')).toEqual([[3, 'warn page-lost why="crashed"']])
})
test('what comes again and again fills no event log', () => expect(told(...Array.from({ length: 100 }, () => 'error bug kind="Error"'))).toHaveLength(20))
test('a line that is long is cut', () => expect(told(`error bug at="${'x'.repeat(5000)}"`)[0]?.[1]).toHaveLength(1000))
test('each number is told of once, and the documentation has it', () => {
  const page = readFileSync(new URL('../../docs/client.md', import.meta.url), 'utf8')
  expect(Object.entries(toldEvents).filter(([event, number]) => !page.includes(`\`${event}\` ${number}`))).toEqual([])
  expect(new Set(Object.values(toldEvents)).size).toBe(Object.keys(toldEvents).length)
})
