import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { states } from '../../src-renderer/states/states.ts'
import { ranAgainst } from '../peers/journal.ts'
import { inEveryState, ownTools, whatIsWrong } from './every-state.ts'
import { test } from './gallery.ts'
import { whatIsCutOff } from './layout.ts'

const pictures = join(import.meta.dirname, '../../out/gallery/portal')
/** The smallest phone that is still about; and WCAG 2.2, 1.4.10: 320 pixels, as on a desk at 400 %. */
const phone = { width: 360, height: 640 }
const narrow = { width: 320, height: 256 }
/** What is about this machine alone is not met in a browser. */
const met = states.filter(({ machine, controller, layout, does = [] }) =>
  machine?.mode === undefined && controller === undefined && layout === undefined && !does.some((deed) => 'press' in deed && (deed.press === 'keyboard' || deed.press === 'contrast')))

test.beforeAll(async ({ gallery }) => {
  ranAgainst(import.meta.url, `Electron ${gallery.electronVersion}`)
  await rm(pictures, { recursive: true, force: true })
  await mkdir(pictures, { recursive: true })
})

test('[F-18 F-25] every state of the portal on a phone: axe finds nothing, nothing is cut off or too small, nothing leads back to a sign-in screen', async ({ gallery }) => {
  await gallery.resize(phone)
  expect(await inEveryState({ gallery, states: met, at: 'portal' }, async (name) => [
    ...await whatIsWrong(gallery, join(pictures, `${name}.png`), { tools: ownTools }),
    ...await gallery.page.evaluate(() => (/Back to sign-in|PC-4711/.test(document.body.innerText) ? ['speaks of a machine of ours'] : [])),
  ])).toEqual({})
})

for (const [how, language, size] of [['with words that are 40 % longer', 'en-XA', phone], ['from right to left', 'ar-XB', phone], ['at 400 %', 'en', narrow]] as const) {
  test(`[F-18 F-25] every state of the portal on a narrow screen, ${how}: nothing is cut off or scrolls sideways`, async ({ gallery }) => {
    await gallery.resize(size)
    expect(await inEveryState({ gallery, states: met, language, at: 'portal', unpainted: true }, () => gallery.page.evaluate(whatIsCutOff))).toEqual({})
  })
}
