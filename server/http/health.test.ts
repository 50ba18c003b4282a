import { describe, expect, test, vi } from 'vitest'
import { readinessOf } from './health.ts'

type State = Record<'store' | 'directory' | 'mail', () => Promise<void>>

function world(different: Partial<State> = {}) {
  let now = 0
  const asked = { store: 0, directory: 0, mail: 0 }
  const lines: string[] = []
  const up = { store: async () => {}, directory: async () => {}, mail: async () => {} }
  const parts: State = { ...up, ...different }
  const counted = (part: keyof State) => () => { asked[part]++; return parts[part]() }
  const readiness = readinessOf({
    checks: { store: counted('store'), directory: counted('directory'), mail: counted('mail') },
    log: { info: (fields, text) => void lines.push(`info ${text} ${JSON.stringify(fields)}`), warn: (fields, text) => void lines.push(`warn ${text} ${JSON.stringify(fields)}`) },
    elapsed: () => now,
  })
  return { readiness, asked, lines, parts, pass: (milliseconds: number) => { now += milliseconds } }
}

test('each provider is told; SMS is up while one of its providers is, and is no reason to send people elsewhere', async () => {
  const up = { store: async () => {}, directory: async () => {}, mail: async () => {} }
  const silent = { info: () => {}, warn: () => {} }
  const provider = (name: string, state: 'up' | 'down') => ({ way: 'sms' as const, name, state })
  const answer = (...providers: (ReturnType<typeof provider> & { codes?: boolean })[]) => readinessOf({ checks: up, log: silent, elapsed: () => 0, providers: () => providers })()
  expect(await answer(provider('a', 'down'), provider('b', 'up'))).toMatchObject({ status: 'ready', parts: { sms: 'up' }, providers: [{ name: 'a', state: 'down' }, { name: 'b' }] })
  expect(await answer(provider('a', 'down'))).toMatchObject({ status: 'ready', parts: { sms: 'down' } })
  expect(await answer(provider('a', 'down'), { ...provider('b', 'up'), codes: false }), 'which carries notices alone').toMatchObject({ parts: { sms: 'down' }, providers: [{ name: 'a' }, { way: 'sms', name: 'b', state: 'up' }] })
  expect(await answer()).toEqual({ status: 'ready', parts: { store: 'up', directory: 'up', mail: 'up' } })
})

test('a policy that was refused is told, and is no reason to send people elsewhere', async () => {
  const up = { store: async () => {}, directory: async () => {}, mail: async () => {} }
  const policy = { fingerprint: 'ab', refused: ['policy' as const], unknownNames: 0 }
  expect(await readinessOf({ checks: up, log: { info: () => {}, warn: () => {} }, elapsed: () => 0, policy: () => policy })()).toMatchObject({ status: 'ready', policy })
})

describe('readiness', () => {
  test('is asked of the parts once in two seconds, however many want to know', async () => {
    const { readiness, asked, pass } = world()
    await Promise.all(Array.from({ length: 50 }, readiness))
    pass(1999)
    await readiness()
    expect(asked).toEqual({ store: 1, directory: 1, mail: 1 })
    pass(1)
    await readiness()
    expect(asked).toEqual({ store: 2, directory: 2, mail: 2 })
  })

  test('names the part that is down; why is in the log, once for each change', async () => {
    const { readiness, lines, parts, pass } = world({ directory: () => Promise.reject(new Error('nobody answers')) })
    expect(await readiness()).toEqual({ status: 'not-ready', parts: { store: 'up', directory: 'down', mail: 'up' } })
    pass(2000)
    await readiness()
    parts.directory = async () => {}
    pass(2000)
    expect(await readiness()).toMatchObject({ status: 'ready' })
    expect(lines).toEqual(['warn part down {"part":"directory","why":"nobody answers"}', 'info part up again {"part":"directory"}'])
  })

  test('without mail it still answers: every server has the same mail, and people must be told that codes are late', async () => {
    const { readiness } = world({ mail: () => Promise.reject(new Error('nobody answers')) })
    expect(await readiness()).toEqual({ status: 'ready', parts: { store: 'up', directory: 'up', mail: 'down' } })
  })

  test('a part that does not answer in time is down, and so is one that throws at once', async () => {
    vi.useFakeTimers()
    try {
      const { readiness } = world({ mail: () => new Promise(() => {}), store: () => { throw new Error('at once') } })
      const answer = readiness()
      await vi.advanceTimersByTimeAsync(2000)
      expect(await answer).toEqual({ status: 'not-ready', parts: { store: 'down', directory: 'up', mail: 'down' } })
    } finally {
      vi.useRealTimers()
    }
  })
})
