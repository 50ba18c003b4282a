import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Secret } from '@gatehouse/contract'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createLog } from '../../groundwork/log/log.ts'
import { BEGINNING, linkOf } from './chain.ts'
import { headOf } from './head.ts'
import { keepHandingOutHeads, readHeads } from './heads.ts'
import { auditKeys } from './keys.ts'

const [key] = auditKeys(new Secret(randomBytes(32).toString('base64')))
const headAt = (seq: number, chain = 'a1b2') => headOf(linkOf(key, { chain, seq, entry: { kind: 'ended', at: '2026-01-01T00:00:00.000Z' } }, BEGINNING), key)

let folder: string
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  folder = mkdtempSync(join(tmpdir(), 'gatehouse-heads-'))
})
afterEach(() => {
  vi.useRealTimers()
  rmSync(folder, { recursive: true })
})

test('[S-18] every minute the newest head goes into its folder and the log, and can be read from either', async () => {
  const lines: string[] = []
  let head = headAt(1)
  const end = keepHandingOutHeads({ head: () => head, folder, log: createLog('info', (line) => void lines.push(line)) })
  expect(lines).toHaveLength(0)
  vi.advanceTimersByTime(60_000)
  await expect.poll(() => readdirSync(folder)).toEqual(['a1b2.json'])
  vi.advanceTimersByTime(60_000)
  head = headAt(7)
  await end()
  expect(lines).toHaveLength(2)
  expect(await readHeads(folder)).toEqual([headAt(7)])
  writeFileSync(join(folder, 'log'), `no JSON\n${lines.join('')}{"signature"\n{"signature":1}\n`)
  expect(await readHeads(join(folder, 'log'))).toEqual([headAt(1), headAt(7)])
  await expect(readHeads(join(folder, 'nowhere'))).rejects.toThrow()
})

test('[S-18] a folder that is not there yet is made', async () => {
  const missing = join(folder, 'var', 'heads')
  await keepHandingOutHeads({ head: () => headAt(1), folder: missing, log: createLog('info', () => {}) })()
  expect(await readHeads(missing)).toEqual([headAt(1)])
})

test('[S-18] a folder that cannot be written is an error in the log, where the head stands all the same', async () => {
  const lines: string[] = []
  writeFileSync(join(folder, 'file'), '')
  await keepHandingOutHeads({ head: () => headAt(1), folder: join(folder, 'file'), log: createLog('info', (line) => void lines.push(line)) })()
  expect(lines.join('')).toMatch(/"audit head"[\s\S]*"the head of the audit is not in its folder"/u)
})
