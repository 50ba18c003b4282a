import { setTimeout as pause } from 'node:timers/promises'
import { expect, type Page } from '@playwright/test'
import type { Bait } from './canaries.ts'
import { openGatehouse } from './gatehouse.ts'
import { expectResult } from './judge.ts'
import type { OpenedKiosk } from './kiosk.ts'
import { scriptedWays } from './list.ts'
import { stagedBy } from './stage.ts'
import { type ByScript, resultOf } from './ways/way.ts'

const test = stagedBy(openGatehouse)

/** What is never answered is as good as refused: what it opened meanwhile is seen. Milliseconds. */
const NO_ANSWER = 1200

for (const way of scriptedWays) {
  test(`[S-01 F-28] ${way.way}`, async ({ stage, staged }) => {
    const { kiosk, watch, canaries: { bait } } = staged
    const page = await kiosk.page()
    const ours = page.url()
    expect(await attack(page, way, bait), 'what the page got hold of').toBe('')
    if (resultOf(way) === 'stays') {
      if (way.draws === undefined) expect(await watch.whatRemains()).toEqual([])
      expect(await elsewhere(kiosk, ours)).toEqual([])
      await tidy(page)
    }
    await expectResult(stage, staged, way)
    expect(await elsewhere(kiosk, ours)).toEqual([])
  })
}

/**
 * Lets a script run in the page. @returns what it got hold of; nothing where it was refused in whatever way. One that names what is nowhere, or
 * cannot be read, was not refused but is no attack: what may be missing in a page it looks up (`Reflect.get(window, …)`).
 */
async function attack(page: Page, { script }: ByScript, bait: Bait): Promise<string> {
  // Kept in the page, and fetched from there: where a frame comes up, Playwright may lose what it waits for.
  const started = page.evaluate(`(() => {
    const tried = Promise.resolve().then(() => (${String(script)})(${JSON.stringify(bait)}))
    window.outcome = undefined
    tried.then((got) => { window.outcome = String(got || '') }, (error) => { window.outcome = error instanceof ReferenceError ? String(error) : '' })
  })()`)
  await Promise.race([started.catch((error: unknown) => { if (String(error).includes('SyntaxError')) throw error }), pause(NO_ANSWER)])
  const until = performance.now() + NO_ANSWER
  while (performance.now() < until && !page.isClosed()) {
    const outcome = await Promise.race([page.evaluate(() => Reflect.get(window, 'outcome') as unknown).catch(() => undefined), pause(NO_ANSWER)])
    if (typeof outcome === 'string') return outcome
    await pause(20)
  }
  return ''
}

/** Pages and frames with an address that is neither our page's nor nobody's. */
async function elsewhere(kiosk: OpenedKiosk, ours: string): Promise<string[]> {
  const [page, ...frames] = await kiosk.addresses()
  const nobodys = ['', 'about:blank', 'about:srcdoc', 'chrome-error://chromewebdata/']
  return [...(page === ours ? [] : [page ?? 'no page']), ...frames.filter((address) => !nobodys.includes(address))]
}

/** Takes away what an attack has put into the page, so that the next one finds it as the first did. */
async function tidy(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const element of document.querySelectorAll('body > :not(#root, [data-live-announcer]), head > :not([id], [src], meta, title)')) element.remove()
    document.body.removeAttribute('style')
    Reflect.deleteProperty(window, 'out')
  })
}
