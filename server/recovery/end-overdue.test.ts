import { expect, test } from 'vitest'
import { endOverdue } from './end-overdue.ts'
import { gates, newRecovery, START } from './machine.scenario.ts'
import { dueAt } from './overdue.ts'
import { type Became, DirectoryProblem, type Stored } from './ports.ts'
import type { Working } from './recovery.ts'

const MINUTE = 60_000
const working: Working = { at: 'working', choice: 'set-password', since: START, passwordMark: '1', lost: true }

// A store in memory and a directory that says what a test wants: how long it takes, and what a real one cannot be made to say.
function world(count: number) {
  const stored = new Map<string, Stored>(Array.from({ length: count }, (_, at) => [`${at}`, { recovery: { ...newRecovery(), id: `${at}`, place: working }, version: 1 }]))
  const state = { now: START + 15 * MINUTE, asked: 0, atOnce: 0, most: 0, says: undefined as Became | DirectoryProblem | undefined, broken: '' }
  const parts: Parameters<typeof endOverdue>[0] = {
    overdue: async (now, most) => [...stored.values()].filter(({ recovery }) => (dueAt(recovery) ?? Infinity) <= now).slice(0, most),
    store: {
      async save(from, to) {
        if (to.id === state.broken) throw new Error('broken')
        if (stored.get(to.id)?.version !== from.version) return false
        stored.set(to.id, { recovery: to, version: from.version + 1 })
        return true
      },
    },
    directory: {
      account: async () => expect.fail('its time is over'), unlock: async () => expect.fail('nothing is changed any more'),
      async became() {
        state.asked += 1
        state.atOnce += 1
        state.most = Math.max(state.most, state.atOnce)
        await new Promise(setImmediate)
        state.atOnce -= 1
        if (state.says instanceof DirectoryProblem) throw state.says
        return state.says
      },
    },
    isStopped: async () => expect.fail('nothing is changed any more'), gates, surroundings: { now: () => state.now, token: () => 'next' },
  }
  return { stored, state, look: (isOver?: () => boolean) => endOverdue(parts, isOver), places: () => [...stored.values()].map(({ recovery: { place } }) => place.at) }
}

test('all that are due are looked at, a few side by side, and none twice', async () => {
  const w = world(250)
  w.state.says = 'done'
  expect(await w.look()).toBe(250)
  expect([w.state.asked, w.state.most]).toEqual([250, 8])
  expect(new Set(w.places())).toEqual(new Set(['done']))
  expect(await w.look()).toBe(0)
})

test('while the directory is away each is asked about once in a look, and again later', async () => {
  const w = world(20)
  w.state.says = new DirectoryProblem('unreachable', 'as the test wants')
  expect([await w.look(), await w.look()]).toEqual([20, 0])
  w.state.now += 5 * MINUTE
  w.state.says = 'not-done'
  expect(await w.look()).toBe(20)
  expect(new Set(w.places())).toEqual(new Set(['ended']))
})

test('one that nobody can look at keeps nobody from the others, and is heard of', async () => {
  const w = world(20)
  w.state.says = 'done'
  w.state.broken = '0'
  await expect(w.look()).rejects.toThrow('broken')
  expect(w.places()).toEqual(['working', ...Array.from({ length: 19 }, () => 'done')])
})

test('who is gone is gone', async () => {
  const w = world(1)
  w.state.says = new DirectoryProblem('gone', 'as the test wants')
  await w.look()
  expect(w.places()).toEqual(['ended'])
})

test('a server that stops does not wait for the rest', async () => {
  const w = world(100)
  w.state.says = 'done'
  expect(await w.look(() => w.state.asked > 0)).toBe(8)
  expect(w.places().filter((at) => at === 'working')).toHaveLength(92)
})
