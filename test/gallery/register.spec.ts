import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { registerStates } from '../../src-renderer/register/states/states.ts'
import { ranAgainst } from '../peers/journal.ts'
import { whatAxeFinds } from './axe.ts'
import { type Gallery, test } from './gallery.ts'
import { whatTheKeyboardMisses } from './keyboard.ts'
import { whatIsCutOff, whatIsTooSmall, whatIsUnsaid } from './layout.ts'

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
    await gallery.resize(size)
    expect(await inEveryState(gallery, 'en', async (name) => {
      const [rules] = await Promise.all([whatAxeFinds(gallery.page), gallery.picture(join(folder, `${name}.png`))])
      return [
        ...rules,
        ...await gallery.page.evaluate(whatIsUnsaid, { tag: 'en', direction: 'ltr' } as const),
        ...await gallery.page.evaluate(whatIsTooSmall),
        ...await gallery.page.evaluate(whatIsCutOff),
      ]
    })).toEqual({})
  })
}

test('[F-25] every state of registration from right to left: axe finds nothing, nothing is cut off', async ({ gallery }) => {
  await gallery.resize(ordinary)
  expect(await inEveryState(gallery, 'ar-XB', async () => [
    ...await whatAxeFinds(gallery.page),
    ...await gallery.page.evaluate(whatIsUnsaid, { tag: 'ar-XB', direction: 'rtl' } as const),
    ...await gallery.page.evaluate(whatIsCutOff),
  ])).toEqual({})
})

for (const [how, language, size] of [['with words that are 40 % longer, at 200 %', 'en-XA', zoomed], ['with words that are 40 % longer, on a phone', 'en-XA', phone], ['at 400 %', 'en', narrow]] as const) {
  test(`[F-25] every state of registration, ${how}: nothing is cut off or scrolls sideways`, async ({ gallery }) => {
    await gallery.resize(size)
    expect(await inEveryState(gallery, language, () => gallery.page.evaluate(whatIsCutOff))).toEqual({})
  })
}

for (const [how, size, forcedColors] of [['at 200 %', zoomed, 'none'], ['in a contrast theme', ordinary, 'active']] as const) {
  test(`[F-25] every state of registration, ${how}: Tab reaches everything, shows where it is, and keeps it in sight`, async ({ gallery }) => {
    await gallery.resize(size)
    await gallery.page.emulateMedia({ forcedColors })
    expect(await inEveryState(gallery, 'en', () => whatTheKeyboardMisses(gallery.page))).toEqual({})
    await gallery.page.emulateMedia({ forcedColors: null })
  })
}

/** @returns what was found, by the state's name; nothing for states in which nothing was */
async function inEveryState(gallery: Gallery, language: string, find: (name: string) => Promise<string[]>): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {}
  for (const { name } of registerStates) {
    await gallery.show(name, language)
    const here = [...await find(name), ...gallery.complaints()]
    if (here.length > 0) found[name] = here
  }
  return found
}
