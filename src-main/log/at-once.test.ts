import { appendFileSync, chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { logAtOnce } from './at-once.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'gatehouse-at-once-'))
afterAll(() => rmSync(folder, { recursive: true }))
const fs = { mkdirSync, statSync, appendFileSync }
const log = (file: string) => logAtOnce(file, fs, () => new Date('2026-11-27T00:00:00Z'))

test('a line is there when the call returns, in the form of the log, readable by its owner alone', () => {
  const file = path.join(folder, 'logs', 'client.log')
  log(file).error('start-refused', { arguments: '--inspect\nx' })
  log(file).error('start-refused', { arguments: '--x ada@corp.example' })
  expect(readFileSync(file, 'utf8')).toBe('2026-11-27T00:00:00.000Z error start-refused arguments="--inspect\\nx"\n2026-11-27T00:00:00.000Z error start-refused arguments="--x [masked]"\n')
  expect(statSync(file).mode & 0o777).toBe(0o600)
})

test('whoever starts the program over and over fills no disk', () => {
  const file = path.join(folder, 'full.log')
  log(file).error('start-refused')
  truncateSync(file, 3 * 1024 * 1024)
  log(file).error('start-refused')
  expect(statSync(file).size).toBe(3 * 1024 * 1024)
})

test('where nothing can be written the program goes on to refuse', () => {
  const file = path.join(folder, 'a-file')
  appendFileSync(file, '')
  chmodSync(file, 0o400)
  expect(() => log(path.join(file, 'logs', 'client.log')).error('start-refused')).not.toThrow()
})
