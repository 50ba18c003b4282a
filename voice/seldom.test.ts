import { expect, it } from 'vitest'
import { createLog } from '../groundwork/log/log.ts'
import { seldom } from './seldom.ts'

it('one line in ten seconds, and how many there were before it', () => {
  const lines: string[] = []
  let now = 0
  const warn = seldom(createLog('info', (line) => void lines.push(line)), { now: () => now })
  for (now = 0; now < 25_000; now += 1000) warn({ why: 'it is not signed' }, 'refused')
  expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([{ why: 'it is not signed', message: 'refused' }, { before: 9 }, { before: 9 }])
  expect(lines[0]).not.toContain('before')
})
