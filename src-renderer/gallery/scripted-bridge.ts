import type { Bridge, Result, View } from '@gatehouse/contract'
import { about, machine } from '../states/sample.ts'

/**
 * A bridge without anybody behind it: every question about a recovery is answered with the same view, so that a state can be
 * walked with the keyboard and stays what it is.
 * @param then what somebody who follows it is shown, at each `gallery:next` one
 */
export function scriptedBridge(view: View | undefined, then: readonly View[] = []): Bridge {
  const next = [...then]
  // A recovery that was never begun is never answered: the screen goes on waiting.
  const same = (): Promise<Result<View>> => (view ? Promise.resolve({ ok: true, value: view }) : new Promise(() => {}))
  const ok = <T>(value: T) => () => Promise.resolve({ ok: true, value } as const)
  return {
    about: ok(about), branding: ok({}), machine: ok(machine), stay: ok({}), network: () => new Promise(() => {}), leave: () => new Promise(() => {}), onIdle: () => () => {},
    follow: () => new Promise((resolve) => addEventListener('gallery:next', () => {
      const value = next.shift()
      if (value) resolve({ ok: true, value })
    }, { once: true })),
    begin: same, read: same, answer: same, sendAgain: same, pickWay: same, choose: same, reconsider: same, setPassword: same, extend: same, cancel: same,
  }
}
