import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { luminance } from '@gatehouse/contract'
import { expect } from '@playwright/test'
import { states } from '../../src-renderer/states/states.ts'
import { ranAgainst } from '../peers/journal.ts'
import { type Gallery, test } from './gallery.ts'

const pictures = join(import.meta.dirname, '../../out/gallery/look')
const branded = states.filter(({ branded: look }) => look !== undefined && look !== 'broken').map(({ name }) => name)
const ordinary = { width: 1280, height: 800 }

test.beforeAll(async ({ gallery }) => {
  ranAgainst(import.meta.url, `Electron ${gallery.electronVersion}`)
  await rm(pictures, { recursive: true, force: true })
  await mkdir(pictures, { recursive: true })
})

// What axe tells of words before a picture is that it cannot tell.
test('[F-25] however bright the company\'s picture is, every word outside of the panel keeps 4.5 to 1 on it', async ({ gallery }) => {
  await gallery.resize(ordinary)
  for (const name of branded) {
    await gallery.show(name)
    await gallery.look(join(pictures, `${name}.png`))
    const brightest = Math.max(...(await gallery.page.evaluate(brightestOfBackdrop)).map(luminance))
    for (const colour of await gallery.page.evaluate(coloursOutside)) expect((luminance(colour) + 0.05) / (brightest + 0.05), `${name}: rgb(${colour.join(' ')})`).toBeGreaterThanOrEqual(4.5)
  }
})

test('[F-25] a contrast theme keeps its own colours, whatever the accent, and no picture', async ({ gallery }) => {
  await gallery.resize(ordinary)
  await gallery.page.emulateMedia({ forcedColors: 'active' })
  const plain = await look(gallery, 'choice')
  expect(await look(gallery, 'branded-choice')).toEqual({ ...plain, dressed: true })
  await gallery.look(join(pictures, 'contrast-theme.png'))
  expect(await look(gallery, 'branded-bright')).toMatchObject({ dressed: true, button: plain.button, backdrop: false })
  await gallery.look(join(pictures, 'contrast-theme-bright.png'))
  await gallery.page.emulateMedia({ forcedColors: null })
})

test('nothing moves when the look comes: the question stays where it was', async ({ gallery }) => {
  await gallery.resize(ordinary)
  const places = async (name: string) => {
    await gallery.show(name)
    return gallery.page.evaluate(() => ['.panel', 'h1', 'input', '.button.main', '.corner'].map((selector) => JSON.stringify(document.querySelector(selector)?.getBoundingClientRect())))
  }
  expect(await places('branded')).toEqual(await places('identify'))
})

test('[S-05] a look that cannot be decoded, or read, leaves ours', async ({ gallery }) => {
  await gallery.resize(ordinary)
  const worn = async (name: string) => {
    await gallery.show(name)
    return gallery.page.evaluate(() => ({
      pictures: document.querySelectorAll('canvas').length, mark: document.querySelectorAll('.mark').length, style: document.documentElement.getAttribute('style'),
      colours: ['.button.main', '.connection', '.mark'].map((selector) => getComputedStyle(document.querySelector(selector) ?? document.body)).map(({ color, backgroundColor }) => [color, backgroundColor]),
    }))
  }
  const ours = await worn('identify')
  expect(ours).toMatchObject({ pictures: 0, mark: 1 })
  expect(await worn('branded-broken')).toEqual(ours)
  await gallery.show('branded')
  await gallery.show('identify')
  expect((await worn('identify')).colours, 'what was worn is taken off').toEqual(ours.colours)
})

test('[F-18] the portal wears the same, at a desk and on a phone', async ({ gallery }) => {
  for (const [where, size] of [['desk', ordinary], ['phone', { width: 360, height: 640 }]] as const) {
    await gallery.resize(size)
    for (const name of branded) {
      await gallery.show(name, 'en', 'portal')
      expect((await look(gallery)).dressed).toBe(true)
      await gallery.look(join(pictures, `portal-${where}-${name}.png`))
    }
  }
})

async function look(gallery: Gallery, name?: string) {
  if (name !== undefined) await gallery.show(name)
  return gallery.page.evaluate(() => ({
    dressed: document.querySelector('[data-dressed]') !== null,
    backdrop: document.querySelector('.backdrop')?.checkVisibility() ?? false,
    button: getComputedStyle(document.querySelector('.button.main') ?? document.body).backgroundColor,
    card: getComputedStyle(document.querySelector('.card') ?? document.body).borderColor,
  }))
}

/** Runs in the page. @returns the brightest red, green and blue, together where they are so */
function brightestOfBackdrop(): [number, number, number][] {
  const canvas = document.querySelector('.backdrop')
  if (!(canvas instanceof HTMLCanvasElement)) throw new Error('there is no backdrop')
  const pixels = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? new Uint8ClampedArray()
  return Array.from({ length: pixels.length / 400 }, (_, at) => [pixels[at * 400] ?? 0, pixels[at * 400 + 1] ?? 0, pixels[at * 400 + 2] ?? 0])
}

/** Runs in the page. @returns the colours of the words that stand on the backdrop */
function coloursOutside(): [number, number, number][] {
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const found = new Set<string>()
  while (words.nextNode()) {
    const holder = words.currentNode.parentElement
    if (holder && !holder.closest('main, .unseen') && holder.checkVisibility()) found.add(getComputedStyle(holder).color)
  }
  return [...found].map((colour) => {
    const [red = 0, green = 0, blue = 0] = [...colour.matchAll(/[\d.]+/gu)].map(([number]) => Number(number))
    return [red, green, blue]
  })
}
