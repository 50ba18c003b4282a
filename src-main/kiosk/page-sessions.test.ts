import { beforeEach, describe, expect, test } from 'vitest'
import type { Session } from 'electron'
import { pageSessions } from './page-sessions.ts'

const clearing = ['clearStorageData', 'clearCache', 'clearAuthCache', 'clearCodeCaches', 'clearHostResolverCache'] as const

class FakeSession {
  readonly webRequest = { onBeforeRequest: () => {} }
  constructor() {
    for (const what of clearing) {
      Object.assign(this, { [what]: () => {
        order.push(what)
        if (what === hangs) return new Promise(() => {})
        if (what === fails) throw new Error('not now')
        return what === rejects ? Promise.reject(new Error('not now')) : Promise.resolve()
      } })
    }
  }
}

let order: string[]
let served: unknown[]
/** How often somebody looks before the page's process has gone. */
let looks: number
let fails: string | undefined
let rejects: string | undefined
let hangs: string | undefined
let networkDies: () => void
const sessions = () => pageSessions({
  fresh: () => new FakeSession() as unknown as Session,
  serve: (session) => served.push(session),
  isAlive: () => {
    if (looks > 0) order.push('alive')
    return looks-- > 0
  },
  // What takes its whole time takes it after all the rest.
  wait: (milliseconds) => new Promise((resolve) => (milliseconds < 2000 ? resolve() : setImmediate(resolve))),
  onNetworkGone: (renew) => { networkDies = renew },
})

beforeEach(() => {
  order = []
  served = []
  looks = 0
  fails = undefined
  rejects = undefined
  hangs = undefined
})

describe("[S-04] a page's session", () => {
  /** @returns whether the next page gets the same */
  async function servesAgain({ drawnBy }: { drawnBy: number | undefined } = { drawnBy: 4711 }): Promise<boolean> {
    const it = sessions()
    const first = it.take()
    await it.giveBack(first, drawnBy)
    return it.take() === first
  }

  test('[S-04] is cleared of everything once the process has gone that could write into it, and then serves the next page', async () => {
    looks = 2
    expect(await servesAgain()).toBe(true)
    expect(order).toEqual(['alive', 'alive', ...clearing])
    expect(served).toHaveLength(1)
  })
  test('[S-04] is cleared and never used again where the page did not end well', async () => {
    expect(await servesAgain({ drawnBy: undefined })).toBe(false)
    expect(order).toEqual(clearing)
    expect(served).toHaveLength(2)
  })
  test('[S-04] is cleared and never used again where that process stays', async () => {
    looks = Infinity
    expect(await servesAgain()).toBe(false)
    expect(order.filter((what) => what !== 'alive')).toEqual(clearing)
  })
  test.each(clearing)('[S-04] is never used again where not all could be cleared: %s', async (what) => {
    rejects = what
    expect(await servesAgain()).toBe(false)
    rejects = undefined
    fails = what
    expect(await servesAgain()).toBe(false)
    fails = undefined
    hangs = what
    expect(await servesAgain()).toBe(false)
  })
  test('is never used again where the process of the network has died since it was made', async () => {
    const it = sessions()
    const [first, second] = [it.take(), it.take()]
    await it.giveBack(first, 4711)
    networkDies()
    await it.giveBack(second, 4711)
    const third = it.take()
    expect([first, second]).not.toContain(third)
    await it.giveBack(third, 4711)
    expect(it.take()).toBe(third)
  })
  test('[S-04] is nobody else\'s meanwhile', () => {
    const it = sessions()
    expect(it.take()).not.toBe(it.take())
  })
})
