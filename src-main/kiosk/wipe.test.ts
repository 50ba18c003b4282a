import { beforeEach, describe, expect, test } from 'vitest'
import { pageLost } from './page-lost.ts'
import { wipe, type Wipe } from './wipe.ts'

let order: string[]
let cancel: () => Promise<void>
let destroyed: () => void
let ends: Wipe
const settled = () => new Promise((resolve) => setImmediate(resolve))

beforeEach(() => {
  order = []
  cancel = () => Promise.resolve()
  ends = wipe({
    idle: { start: () => order.push('idle starts'), stop: () => order.push('idle stops') },
    api: {
      release: () => {
        order.push('token forgotten')
        return () => {
          order.push('server told')
          return cancel()
        }
      },
    },
    window: {
      open: () => order.push('window opens'),
      destroy: () => {
        order.push('window destroyed')
        return new Promise((resolve) => {
          destroyed = () => {
            order.push('session cleared')
            resolve()
          }
        })
      },
    },
    clearClipboard: () => order.push('clipboard cleared'),
    wait: () => Promise.resolve(),
    exit: () => order.push('exit'),
  })
})

describe('[S-04] at the end of a recovery', () => {
  const forgotten = ['idle stops', 'token forgotten', 'window destroyed', 'clipboard cleared', 'server told']

  test('[S-04] the token goes first, then the page with its process, and a fresh one opens only when its session is empty', async () => {
    const done = ends.startAfresh()
    await settled()
    expect(order).toEqual(forgotten)
    destroyed()
    await done
    expect(order).toEqual([...forgotten, 'session cleared', 'window opens', 'idle starts'])
  })
  test('[S-04] the program ends only when all of that is done', async () => {
    const done = ends.leave()
    await settled()
    expect(order).toEqual(forgotten)
    destroyed()
    await done
    expect(order.at(-1)).toBe('exit')
  })
  test('a server that does not answer keeps nobody', async () => {
    cancel = () => new Promise(() => {})
    const done = ends.leave()
    await settled()
    destroyed()
    await done
    expect(order.at(-1)).toBe('exit')
  })
  test('twice at once is once', async () => {
    const both = Promise.all([ends.startAfresh(), ends.startAfresh()])
    await settled()
    destroyed()
    await both
    expect(order.filter((what) => what === 'window opens')).toHaveLength(1)
  })
  test('leaving wins over starting afresh: no window opens any more', async () => {
    const both = Promise.all([ends.startAfresh(), ends.leave()])
    await settled()
    destroyed()
    await settled()
    destroyed()
    await both
    expect(order).not.toContain('window opens')
    expect(order.at(-1)).toBe('exit')
  })
})

describe('a page that is lost', () => {
  let done: string[]
  let now: number
  const lost = () => pageLost({
    ends: { startAfresh: async () => void done.push('afresh'), leave: async () => void done.push('leave') },
    now: () => now,
    giveUp: () => done.push('give up'),
    log: { info: () => {}, warn: () => {}, error: () => {} },
  })
  beforeEach(() => {
    done = []
    now = 0
  })

  test('by closing its window leaves', async () => {
    await lost()('closed')
    expect(done).toEqual(['leave'])
  })
  test('by a crash or a hang makes place for a fresh one', async () => {
    const it = lost()
    await it('crashed')
    await it('hung')
    expect(done).toEqual(['afresh', 'afresh'])
  })
  test('three times within a minute is given up: the sign-in screen is the better place', async () => {
    const it = lost()
    for (let i = 0; i < 3; i++) await it('crashed')
    expect(done).toEqual(['afresh', 'afresh', 'give up', 'leave'])
  })
  test('now and then is not', async () => {
    const it = lost()
    for (let i = 0; i < 5; i++) {
      await it('crashed')
      now += 31_000
    }
    expect(done).not.toContain('leave')
  })
})
