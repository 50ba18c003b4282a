import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { registerStates as states } from '../../src-renderer/register/states/states.ts'
import { ranAgainst } from '../peers/journal.ts'
import { inEveryState, ownTools, whatIsWrong, whatIsWrongTurned } from './every-state.ts'
import { test } from './gallery.ts'
import { isAsReviewed } from './heard.ts'
import { whatTheKeyboardMisses } from './keyboard.ts'
import { whatIsCutOff } from './layout.ts'

const pictures = join(import.meta.dirname, '../../out/gallery/register')
const ordinary = { width: 1280, height: 800 }
const zoomed = { width: 1024, height: 768, zoom: 2 }
const phone = { width: 390, height: 844 }
const narrow = { width: 320, height: 256 }

test.beforeAll(async ({ gallery }) => {
  ranAgainst(import.meta.url, `Electron ${gallery.electronVersion}`)
  await rm(pictures, { recursive: true, force: true })
  await mkdir(join(pictures, 'phone'), { recursive: true })
})

for (const [how, size, folder] of [['at a desk', ordinary, pictures], ['on a phone', phone, join(pictures, 'phone')]] as const) {
  test(`[F-25] every state of registration in English, ${how}: axe finds nothing, the page says what it is, everything can be hit and read`, async ({ gallery }) => {
    const heard: Record<string, string> = {}
    await gallery.resize(size)
    expect(await inEveryState({ gallery, states }, (name) => whatIsWrong(gallery, join(folder, `${name}.png`), { tools: ownTools, heard }))).toEqual({})
    if (folder === pictures) await isAsReviewed('register', heard)
  })
}

test('[F-25] every state of registration from right to left: axe finds nothing, nothing is cut off', async ({ gallery }) => {
  await gallery.resize(ordinary)
  expect(await inEveryState({ gallery, states, language: 'ar-XB' }, () => whatIsWrongTurned(gallery))).toEqual({})
})

for (const [how, language, size] of [['with words that are 40 % longer, at 200 %', 'en-XA', zoomed], ['with words that are 40 % longer, on a phone', 'en-XA', phone], ['at 400 %', 'en', narrow]] as const) {
  test(`[F-25] every state of registration, ${how}: nothing is cut off or scrolls sideways`, async ({ gallery }) => {
    await gallery.resize(size)
    expect(await inEveryState({ gallery, states, language, unpainted: true }, () => gallery.page.evaluate(whatIsCutOff))).toEqual({})
  })
}

for (const [how, size, forcedColors] of [['at 200 %', zoomed, 'none'], ['in a contrast theme', ordinary, 'active']] as const) {
  test(`[F-25] every state of registration, ${how}: Tab reaches everything, shows where it is, and keeps it in sight`, async ({ gallery }) => {
    await gallery.resize(size)
    await gallery.page.emulateMedia({ forcedColors })
    expect(await inEveryState({ gallery, states, unpainted: true }, () => whatTheKeyboardMisses(gallery.page))).toEqual({})
    await gallery.page.emulateMedia({ forcedColors: null })
  })
}
