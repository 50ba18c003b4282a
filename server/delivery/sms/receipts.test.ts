import { expect, it } from 'vitest'
import type { AuditEntry } from '../../recovery/audit.ts'
import type { CodeMessage } from '../../recovery/ports.ts'
import { receiptReader } from './receipts.ts'

const message: CodeMessage = { recovery: 'r1', gate: 'sms-code', counter: 1 }

/** @param found what the store answers, one time after the other */
function world(...found: (CodeMessage | undefined | Error)[]) {
  const said: AuditEntry[] = []
  const levels: string[] = []
  let asked = 0
  const read = receiptReader({
    messages: {
      async takenBy() {
        const answer = found[asked++]
        if (answer instanceof Error) throw answer
        return answer
      },
    },
    audit: { record: async (entries) => void said.push(...entries) },
    log: { info: () => void levels.push('info'), warn: () => void levels.push('warn'), error: () => void levels.push('error') },
    pauses: [0, 1, 1],
  })
  return { read, said, levels, asked: () => asked }
}

it('how a code ended is on the record, and not delivered is a warning', async () => {
  const w = world(message, message)
  await w.read('centre', { ids: ['7'], state: 'delivered' })
  await w.read('centre', { ids: ['7'], state: 'expired' })
  expect(w.said).toEqual([{ kind: 'message-ended', ...message, provider: 'centre', state: 'delivered' }, { kind: 'message-ended', ...message, provider: 'centre', state: 'expired' }])
  expect(w.levels).toEqual(['info', 'warn'])
})

it('a receipt that is faster than the answer that names the message finds it a little later', async () => {
  const w = world(undefined, undefined, message)
  await w.read('centre', { ids: ['7'], state: 'delivered' })
  expect(w.said).toHaveLength(1)
})

it('one for no code of ours, such as a notice, is no trouble; neither is a store that is away', async () => {
  const w = world(undefined, undefined, undefined, new Error('away'))
  await w.read('centre', { ids: ['7'], state: 'delivered' })
  await w.read('centre', { ids: ['7'], state: 'delivered' })
  expect([w.said, w.levels]).toEqual([[], ['info', 'warn']])
})

it('what is not the end is nothing to tell', async () => {
  const w = world(message)
  for (const state of ['accepted', 'on-its-way'] as const) await w.read('centre', { ids: ['7'], state })
  expect(w.asked()).toBe(0)
})

it('of receipts without end a hundred are looked for at a time, and the others are let go', async () => {
  const w = world()
  await Promise.all(Array.from({ length: 5000 }, () => w.read('centre', { ids: ['7'], state: 'delivered' })))
  expect(w.asked()).toBe(100 * 3)
  expect(w.levels.filter((level) => level === 'warn')).toHaveLength(1)
  await w.read('centre', { ids: ['7'], state: 'delivered' })
  expect(w.asked(), 'once they are through, more are').toBe(101 * 3)
})
