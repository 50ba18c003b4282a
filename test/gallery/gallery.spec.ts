import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { states } from '../../src-renderer/states/states.ts'
import { ranAgainst } from '../peers/journal.ts'
import { inEveryState, whatIsWrong, whatIsWrongTurned } from './every-state.ts'
import { test } from './gallery.ts'
import { whatTheKeyboardMisses } from './keyboard.ts'
import { whatIsCutOff } from './layout.ts'

const pictures = join(import.meta.dirname, '../../out/gallery')
const ordinary = { width: 1280, height: 800 }
/** WCAG 2.2, 1.4.4 and 1.4.10, on the smallest screen that is still about. */
const zoomed = { width: 1024, height: 768, zoom: 2 }

test.beforeAll(async ({ gallery }) => {
  ranAgainst(import.meta.url, `Electron ${gallery.electronVersion}`)
  await rm(pictures, { recursive: true, force: true })
  await mkdir(join(pictures, 'en'), { recursive: true })
})

test('[F-25] every state in English: axe finds nothing, the page says what it is, everything can be hit', async ({ gallery }) => {
  await gallery.resize(ordinary)
  expect(await inEveryState({ gallery, states }, (name) => whatIsWrong(gallery, join(pictures, 'en', `${name}.png`)))).toEqual({})
})

test('[F-25] every state from right to left: axe finds nothing, nothing is cut off', async ({ gallery }) => {
  await gallery.resize(ordinary)
  expect(await inEveryState({ gallery, states, language: 'ar-XB' }, () => whatIsWrongTurned(gallery))).toEqual({})
})

for (const [how, size] of [['on an ordinary screen', ordinary], ['on a small screen at 200 %', zoomed]] as const) {
  test(`[F-25] every state with words that are 40 % longer, ${how}: nothing is cut off or scrolls sideways`, async ({ gallery }) => {
    await gallery.resize(size)
    expect(await inEveryState({ gallery, states, language: 'en-XA' }, () => gallery.page.evaluate(whatIsCutOff))).toEqual({})
  })
}

for (const [how, size, forcedColors] of [['at 200 %', zoomed, 'none'], ['in a contrast theme', ordinary, 'active']] as const) {
  test(`[F-25] every state, ${how}: Tab reaches everything, shows where it is, and keeps it in sight`, async ({ gallery }) => {
    await gallery.resize(size)
    await gallery.page.emulateMedia({ forcedColors })
    expect(await inEveryState({ gallery, states }, () => whatTheKeyboardMisses(gallery.page))).toEqual({})
    await gallery.page.emulateMedia({ forcedColors: null })
  })
}
