import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { states } from '../../src-renderer/states/states.ts'
import { ranAgainst } from '../peers/journal.ts'
import { inEveryState, ourTools, whatIsWrong, whatIsWrongTurned } from './every-state.ts'
import { test } from './gallery.ts'
import { isAsReviewed } from './heard.ts'
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

test('[F-25] every state in English: axe finds nothing, the page says what it is, everything can be hit and heard', async ({ gallery }) => {
  const heard: Record<string, string> = {}
  await gallery.resize(ordinary)
  expect(await inEveryState({ gallery, states }, (name) => whatIsWrong(gallery, join(pictures, 'en', `${name}.png`), { tools: ourTools, heard }))).toEqual({})
  // Which languages there are is a list of its own.
  delete heard['languages']
  await isAsReviewed('kiosk', heard)
})

test('[F-25] every state from right to left: axe finds nothing, nothing is cut off', async ({ gallery }) => {
  await gallery.resize(ordinary)
  expect(await inEveryState({ gallery, states, language: 'ar-XB' }, () => whatIsWrongTurned(gallery))).toEqual({})
})

for (const [how, size] of [['on an ordinary screen', ordinary], ['on a small screen at 200 %', zoomed]] as const) {
  test(`[F-25] every state with words that are 40 % longer, ${how}: nothing is cut off or scrolls sideways`, async ({ gallery }) => {
    await gallery.resize(size)
    expect(await inEveryState({ gallery, states, language: 'en-XA', unpainted: true }, () => gallery.page.evaluate(whatIsCutOff))).toEqual({})
  })
}

for (const [how, size, forcedColors] of [['at 200 %', zoomed, 'none'], ['in a contrast theme', ordinary, 'active']] as const) {
  test(`[F-25] every state, ${how}: Tab reaches everything, shows where it is, and keeps it in sight`, async ({ gallery }) => {
    await gallery.resize(size)
    await gallery.page.emulateMedia({ forcedColors })
    expect(await inEveryState({ gallery, states, unpainted: true }, () => whatTheKeyboardMisses(gallery.page))).toEqual({})
    await gallery.page.emulateMedia({ forcedColors: null })
  })
}

// What a large screen could break it breaks everywhere alike: one state of each kind is enough.
for (const [how, zoom] of [['as it is', 1], ['at the scale that Windows gives it', 2]] as const) {
  test(`[F-25] on a screen of 3840 by 2160, ${how}: the question stands in the middle, no wider than it can be read, and nothing is cut off`, async ({ gallery }) => {
    await gallery.resize({ width: 3840, height: 2160, zoom })
    const kinds = new Map(states.map((state) => [state.problem ? 'problem' : state.does?.map((deed) => JSON.stringify(deed)).join() ?? state.view?.step.kind ?? 'identify', state]))
    const some = [...new Map([...kinds.values()].map((state) => [state.view?.step.kind ?? state.name, state])).values()]
    expect(await inEveryState({ gallery, states: some, unpainted: true }, () => gallery.page.evaluate(whatIsOffCentre))).toEqual({})
    await gallery.look(join(pictures, `large-${zoom}.png`))
  })
}

/** Runs in the page. */
function whatIsOffCentre(): string[] {
  const { left, right, width, top, bottom } = document.querySelector('.panel')?.getBoundingClientRect() ?? new DOMRect()
  return [
    ...(Math.abs(left - (document.documentElement.clientWidth - right)) > 1 ? [`the panel has ${left} pixels before it and ${document.documentElement.clientWidth - right} behind it`] : []),
    ...(width > 0 && width <= 440 ? [] : [`the panel is ${width} pixels wide`]),
    ...(top >= 0 && bottom <= innerHeight ? [] : [`the panel reaches from ${top} to ${bottom}`]),
  ]
}
