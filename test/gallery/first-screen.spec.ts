import { expect } from '@playwright/test'
import type { Machine } from '@gatehouse/contract'
import { firstScreensOf } from '../../src-renderer/build/first-screens.ts'
import { BLANK } from '../../src-renderer/kiosk/first-screen.ts'
import { ranAgainst } from '../peers/journal.ts'
import { type Gallery, test } from './gallery.ts'

// The kiosk's own page, as it is shipped. What is behind it is written here, so that it can be any machine, and be told when to go on.

const machines: Machine[] = [
  { name: 'PC-0117', company: 'Contoso', selectedUser: 'CORP\\ada', languages: [], mode: 'window' },
  { name: 'PC-0117', company: 'Contoso', languages: [], mode: 'kiosk' },
  { name: 'PC-0117', languages: [], mode: 'kiosk', selectedUser: 'ada' },
  // Whatever it is called, it is text; and a blank that a name looks like is no blank.
  { name: BLANK.company, company: '<b onclick="x()">&amp;$& {name}</b>', selectedUser: '"><script>', languages: [], mode: 'kiosk' },
]

test.beforeAll(async ({ gallery }) => {
  ranAgainst(import.meta.url, `Electron ${gallery.electronVersion}`)
  await gallery.resize({ width: 1280, height: 800 })
  await gallery.page.addInitScript(standBehind)
})
test.afterAll(async ({ gallery }) => { await gallery.page.goto('app://gatehouse/') })

for (const [which, machine] of machines.entries()) {
  test(`[F-27] the first screen that comes with the page is the one that React draws and takes over, in every language: machine ${which + 1}`, async ({ gallery }) => {
    for (const { tag, direction, html } of await firstScreensOf(machine)) {
      await open(gallery, { ...machine, languages: [tag] })
      const { html: there, ...how } = await seen(gallery)
      expect(how, tag).toEqual({ language: tag, direction, focus: 'account' })
      expect(asRead(there), tag).toBe(asRead(html))
      const drawn = await gallery.page.evaluateHandle(() => document.querySelector('form'))
      await goOn(gallery)
      // The silence of the page says that React found what it expected (test/gallery/gallery.ts).
      expect(await drawn.evaluate((form) => form?.isConnected), tag).toBe(true)
      expect(await gallery.page.evaluate(() => document.querySelectorAll('template').length)).toBe(0)
    }
  })
}

test('what is typed and pressed before React is there is not lost', async ({ gallery }) => {
  const { page } = gallery
  await open(gallery, { name: 'PC-0117', languages: ['en'], mode: 'kiosk' })
  await page.keyboard.type('gra')
  await page.keyboard.press('Enter')
  await goOn(gallery)
  await expect.poll(() => page.evaluate(() => window.asked)).toContainEqual(['begin', 'gra'])
  expect(await page.locator('[name=account]').inputValue()).toBe('gra')

  await open(gallery, { name: 'PC-0117', languages: ['en'], mode: 'kiosk', selectedUser: 'CORP\\ada' })
  await page.locator('[aria-haspopup=dialog]').click()
  expect(await page.locator('[role=dialog]').count()).toBe(0)
  await goOn(gallery)
  await expect(page.locator('[role=dialog]')).toBeVisible()
  expect(await page.evaluate(() => window.asked)).toEqual([['about', undefined]])
})

test('where the machine could not be asked the screen comes all the same, in English', async ({ gallery }) => {
  await open(gallery, undefined)
  await goOn(gallery)
  await expect(gallery.page.locator('h1')).toHaveText('Problems logging in?')
  expect(await gallery.page.evaluate(() => document.activeElement instanceof HTMLInputElement)).toBe(true)
})

/** Opens the page and waits for its first screen; nothing comes after it until `goOn`. */
async function open({ page }: Gallery, machine: Machine | undefined): Promise<void> {
  // The part behind the # alone would be no other page.
  await page.goto('app://gatehouse/')
  await page.goto(`app://gatehouse/kiosk.html#${encodeURIComponent(JSON.stringify(machine ?? null))}`)
  await expect.poll(() => page.evaluate(() => window.waiting.length)).toBeGreaterThan(0)
}

async function goOn({ page }: Gallery): Promise<void> {
  await page.evaluate(() => window.goOn())
  await expect.poll(() => page.evaluate(() => window.asked.length)).toBeGreaterThan(0)
}

const seen = ({ page }: Gallery) => page.evaluate(() => ({
  language: document.documentElement.lang, direction: document.documentElement.dir,
  focus: document.activeElement?.getAttribute('name'), html: document.getElementById('root')?.innerHTML ?? '',
}))

/** As a browser writes what React wrote: attributes in small letters, no slash at the end of an empty element. What either escapes is put back. */
const asRead = (html: string) => html
  .replaceAll(/ ([a-zA-Z]+)=(?="[^"]*"[^<>]*>)/g, (_, name: string) => ` ${name === 'viewBox' ? name : name.toLowerCase()}=`)
  .replaceAll('/>', '>').replaceAll('&nbsp;', '\u00a0').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&#x27;', '\'')

declare global {
  // eslint-disable-next-line @typescript-eslint/consistent-type-definitions -- added to
  interface Window { waiting: FrameRequestCallback[]; asked: [string, unknown][]; goOn: () => void }
}

/** Runs in the page before anything of it. */
function standBehind(): void {
  if (location.pathname !== '/kiosk.html') return
  const machine: unknown = JSON.parse(decodeURIComponent(location.hash.slice(1)))
  const [draw, waiting, asked]: [typeof requestAnimationFrame, FrameRequestCallback[], [string, unknown][]] = [requestAnimationFrame, [], []]
  const never = (name: string) => (input: { account?: string }) => {
    asked.push([name, input.account])
    return new Promise(() => {})
  }
  Object.assign(window, {
    waiting, asked,
    requestAnimationFrame: (call: FrameRequestCallback) => waiting.push(call),
    goOn() {
      window.requestAnimationFrame = draw
      waiting.forEach((call) => draw(call))
    },
    gatehouse: {
      machine: () => Promise.resolve(machine ? { ok: true, value: machine } : { ok: false, problem: { code: 'client-fault' } }),
      about: never('about'), begin: never('begin'), onIdle: () => () => {},
    },
  })
}
