import { test as base } from '@playwright/test'
import { ranAgainst } from '../peers/journal.ts'
import { leaveOut } from '../peers/leave-out.ts'
import { type Canaries, layCanaries } from './canaries.ts'
import type { Kiosk } from './kiosk.ts'
import { type Watch, watchOver } from './watch.ts'

/** A kiosk on a display of its own, watched. */
export type Stage<K extends Kiosk> = { kiosk: K; watch: Watch; canaries: Canaries }

/** One kiosk for many ways: whoever ends it says so, and the next way gets another. */
export type Shared<K extends Kiosk> = { current: () => Promise<Stage<K>>; end: () => Promise<void> }

/**
 * @param start the kiosk, on a display of its own
 * @param whyNot why that cannot be done on this machine
 */
export function stagedBy<K extends Kiosk>(start: () => Promise<K>, whyNot: () => string | undefined = () => undefined) {
  return base.extend<{ staged: Stage<K> }, { stage: Shared<K> }>({
    stage: [async ({}, use) => {
      const canaries = await layCanaries()
      let staged: Promise<Stage<K>> | undefined
      const raise = async (): Promise<Stage<K>> => {
        const kiosk = await start()
        return { kiosk, canaries, watch: await watchOver(kiosk, canaries) }
      }
      const end = async (): Promise<void> => {
        const last = staged
        staged = undefined
        await (await last)?.kiosk.stop()
      }
      await use({ current: () => (staged ??= raise()), end })
      await end()
      await canaries.stop()
    }, { scope: 'worker', timeout: 180_000 }],

    staged: async ({ stage }, use, testInfo) => {
      const missing = whyNot()
      if (missing !== undefined) {
        leaveOut(testInfo, missing)
        return
      }
      const staged = await stage.current()
      ranAgainst(testInfo.file, staged.kiosk.version)
      await use(staged)
    },
  })
}
