import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { _electron, expect, test as base, type Page } from '@playwright/test'
import { clientCommand } from '../../scripts/setup/client-command.mjs'
import { startDisplay } from '../../scripts/setup/display.mjs'
import { ensureElectron } from '../../scripts/setup/electron.mjs'
import { handOver } from '../../scripts/setup/hand-over.mjs'
import { ordinaryUser } from '../../scripts/setup/ordinary-user.mjs'
import { buildGallery } from './build.ts'

export type Gallery = {
  page: Page
  electronVersion: string
  /** Variables for programs that talk to its X server. */
  display: Record<string, string>
  /** Shows a state of the list, complete. @param language one of the screens' or the two made for tests; @param at in a browser */
  show: (state: string, language?: string, at?: 'portal') => Promise<void>
  /** @param size of the page in pixels of the screen, and how far the person has zoomed in */
  resize: (size: { width: number; height: number; zoom?: number }) => Promise<void>
  /** Takes a picture of what is on the screen, half as large and light. @param file .webp */
  picture: (file: string) => Promise<void>
  /** The same as it is, for whoever wants to see what a test sees: set GATEHOUSE_PICTURES. @param file .png */
  look: (file: string) => Promise<void>
  /** What page or content policy complained of since this was last asked. */
  complaints: () => string[]
}

/** The gallery in a real Electron, sandboxed, as an ordinary user: one for all tests. */
export const test = base.extend<{ silence: void }, { gallery: Gallery }>({
  gallery: [async ({}, use) => {
    const { gallery, close } = await openGallery(join(import.meta.dirname, '../..'))
    try {
      await use(gallery)
    } finally {
      await close()
    }
  }, { scope: 'worker', timeout: 180_000 }],
  silence: [async ({ gallery }, use) => {
    await use()
    expect(gallery.complaints()).toEqual([])
  }, { auto: true }],
})

async function openGallery(root: string): Promise<{ gallery: Gallery; close: () => Promise<void> }> {
  const built = join(root, 'out/gallery-app')
  await buildGallery(built)
  const display = await startDisplay({ width: 1600, height: 1000 })
  const electron = await ensureElectron(root, () => {})
  const handed = handOver({ electron: electron.folder, app: built })
  const { executable } = clientCommand({ handed, user: await ordinaryUser(), display: display.env })
  const app = await _electron.launch({ executablePath: executable, chromiumSandbox: true, timeout: 60_000 })
  const page = await app.firstWindow()

  const devtools = await page.context().newCDPSession(page)
  const heard: string[] = []
  page.on('console', (message) => { if (message.type() === 'error') heard.push(message.text()) })
  page.on('pageerror', (error) => heard.push(error.message))
  // Pictures and measurements begin when nothing moves any more, and without motion that is at once.
  await page.emulateMedia({ reducedMotion: 'reduce' })

  const resize: Gallery['resize'] = async ({ width, height, zoom = 1 }) => {
    await app.evaluate(({ BrowserWindow }, to) => {
      const [window] = BrowserWindow.getAllWindows()
      window?.setContentSize(to.width, to.height)
      window?.webContents.setZoomFactor(to.zoom)
    }, { width, height, zoom })
    await expect.poll(() => page.evaluate(() => [innerWidth, innerHeight])).toEqual([width / zoom, height / zoom])
  }
  // Playwright's own would put a style into the page, which the content policy refuses, and take thrice as long to press it.
  const capture = async (file: string, how: Parameters<typeof devtools.send<'Page.captureScreenshot'>>[1]) => {
    const { data } = await devtools.send('Page.captureScreenshot', how)
    await writeFile(file, data, 'base64')
  }
  return {
    gallery: {
      page, electronVersion: electron.version, display: display.env, resize,
      show: (state, language = 'en', at) => page.evaluate(showState, { state, language, at }),
      async picture(file) {
        const size = await page.evaluate(() => ({ x: scrollX, y: scrollY, width: innerWidth, height: innerHeight }))
        await capture(file, { format: 'webp', quality: 72, clip: { ...size, scale: 0.5 } })
      },
      async look(file) {
        if (process.env['GATEHOUSE_PICTURES'] !== undefined) await capture(file, { format: 'png', optimizeForSpeed: true })
      },
      complaints: () => heard.splice(0),
    },
    async close() {
      await app.close()
      handed.clean()
      await display.stop()
    },
  }
}

/** Runs in the page. */
async function showState({ state, language, at }: { state: string; language: string; at: 'portal' | undefined }): Promise<void> {
  const { dataset } = document.documentElement
  const until = async (holds: () => boolean) => {
    const began = performance.now()
    while (!holds()) {
      if (performance.now() - began > 10_000) throw new Error(`${state} does not show in ${language}`)
      // Not a frame each time: a few thousand states are waited for.
      await new Promise((next) => setTimeout(next, 1))
    }
  }
  await until(() => dataset['ready'] !== undefined)
  const address = `#state=${state}&language=${language}${at ? `&at=${at}` : ''}`
  if (location.hash !== address) {
    location.hash = address
    await until(() => dataset['ready'] === undefined)
  }
  await until(() => dataset['ready'] === state)
  // A list below its field finds its place only once it is drawn: until then it lies somewhere else.
  const option = () => document.querySelector('[role=listbox] [role=option]')
  const isInPlace = (one: Element) => {
    const { left, top, width, height } = one.getBoundingClientRect()
    return one.contains(document.elementFromPoint(left + width / 2, top + height / 2))
  }
  const began = performance.now()
  for (let one = option(); one && !isInPlace(one) && performance.now() - began < 2000; one = option()) await new Promise((next) => requestAnimationFrame(next))
}
