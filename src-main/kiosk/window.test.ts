import { EventEmitter } from 'node:events'
import { beforeEach, describe, expect, test } from 'vitest'
import type { BrowserWindow, BrowserWindowConstructorOptions, Session, WebContents, WebFrameMain } from 'electron'
import { pageLimits } from './guards.ts'
import { kioskWindow } from './window.ts'

class FakePage extends EventEmitter {
  readonly sent: unknown[][] = []
  readonly mainFrame = { origin: 'app://gatehouse' }
  readonly session: unknown
  zoom = 2
  constructor(session: unknown) {
    super()
    this.session = session
  }
  getOSProcessId() { return 4711 }
  setZoomFactor(factor: number) { this.zoom = factor }
  readonly debugger = { sendCommand: () => new Promise(() => {}) }
  send(...message: unknown[]) { this.sent.push(message) }
}

class FakeWindow extends EventEmitter {
  readonly webContents: FakePage
  readonly options: BrowserWindowConstructorOptions
  gone = false
  shown = false
  loaded: string[] = []
  constructor(options: BrowserWindowConstructorOptions) {
    super()
    this.options = options
    this.webContents = new FakePage(options.webPreferences?.session)
    windows.push(this)
  }
  setMenuBarVisibility() {}
  setAlwaysOnTop() {}
  show() { this.shown = true }
  isDestroyed() { return this.gone }
  destroy() { this.gone = true }
  loadURL(url: string) {
    this.loaded.push(url)
    return Promise.resolve()
  }
}

let windows: FakeWindow[]
let givenBack: unknown[]
let lost: string[]
let ticks: (() => void)[]
const window = (mode: 'kiosk' | 'window', scale = 1) => kioskWindow({
  BrowserWindow: FakeWindow as unknown as new (options: BrowserWindowConstructorOptions) => BrowserWindow,
  sessions: {
    take: () => ({ number: windows.length }) as unknown as Session,
    giveBack: async (session, drawnBy) => void givenBack.push({ session, drawnBy, gone: windows.map(({ gone }) => gone) }),
  },
  preload: '/built/preload.cjs', title: 'Contoso', mode, scale,
  display: () => ({ x: 0, y: 0, width: 1280, height: 800 }),
  lost: (why) => lost.push(why),
  everyFewSeconds: (tick) => {
    ticks.push(tick)
    return () => { ticks = ticks.filter((one) => one !== tick) }
  },
  sign: () => lost.push('sign'),
  shown: () => {},
})

beforeEach(() => {
  windows = []
  givenBack = []
  lost = []
  ticks = []
})

describe('the kiosk', () => {
  test('covers the screen, stays on top, and cannot be moved or resized', () => {
    window('kiosk').open()
    expect(windows[0]?.options).toMatchObject({ kiosk: true, fullscreen: true, frame: false, alwaysOnTop: true, resizable: false, movable: false, minimizable: false })
    expect(windows[0]?.options).toMatchObject({ x: 0, y: 0, width: 1280, height: 800 })
  })
  test('shows nothing before the page has drawn itself', () => {
    window('kiosk').open()
    expect(windows[0]?.options.show).toBe(false)
    expect(windows[0]?.shown).toBe(false)
    windows[0]?.emit('ready-to-show')
    expect(windows[0]?.shown).toBe(true)
  })
  test('loads our own first page in a page that is limited as the guards say', () => {
    window('kiosk').open()
    expect(windows[0]?.loaded).toEqual(['app://gatehouse/'])
    expect(windows[0]?.options.webPreferences).toMatchObject(pageLimits)
  })
})

test('in a window it is a program among others', () => {
  window('window').open()
  expect(windows[0]?.options).toMatchObject({ title: 'Contoso', width: 1100, height: 760 })
  expect(windows[0]?.options).not.toHaveProperty('kiosk')
})

test.each([['render-process-gone', 'crashed'], ['input-event', 'sign']])('%s of the page is heard: %s', (event, heard) => {
  window('kiosk').open()
  windows[0]?.webContents.emit(event)
  expect(lost).toEqual([heard])
})

describe('[S-01] a page that is no screen of ours', () => {
  const page = () => {
    window('kiosk').open()
    return windows[0]?.webContents
  }
  test.each(['about:blank', 'app://gatehouse.example/', 'https://example.org/'])('[S-01] is lost: %s', (url) => {
    page()?.emit('did-navigate', {}, url)
    expect(lost).toEqual(['strayed'])
  })
  test('[S-01] is lost as well where it could not be loaded and says so in its place', () => {
    page()?.emit('did-fail-load', {}, -300, 'ERR_INVALID_URL', 'about:srcdoc', true)
    expect(lost).toEqual(['strayed'])
  })
  test('our own is not, nor is what a frame of it could not load', () => {
    const ours = page()
    ours?.emit('did-navigate', {}, 'app://gatehouse/')
    ours?.emit('did-fail-load', {}, -20, 'ERR_BLOCKED_BY_CLIENT', 'https://example.org/', false)
    expect(lost).toEqual([])
  })
})

describe('a page that hangs', () => {
  const pass = (times: number) => { for (let time = 0; time < times; time++) ticks.forEach((tick) => tick()) }

  test('[S-01] is lost once it has not answered for a while, whoever presses a key or nobody', () => {
    window('kiosk').open()
    pass(9)
    expect(lost).toEqual(['hung'])
  })
  test('is not asked any more once it is destroyed', async () => {
    const it = window('kiosk')
    it.open()
    await it.destroy()
    pass(9)
    expect(lost).toEqual([])
  })
})

test('closing is asked for, not done: what the person left behind goes first', () => {
  window('window').open()
  let prevented = false
  windows[0]?.emit('close', { preventDefault: () => { prevented = true } })
  expect(prevented).toBe(true)
  expect(lost).toEqual(['closed'])
})

describe('[S-04] a window that is destroyed', () => {
  const opened = () => {
    const it = window('window')
    it.open()
    return it
  }
  test('[S-04] takes its renderer along; then its session is given back, with the process that drew the page', async () => {
    await opened().destroy()
    expect(givenBack).toEqual([{ session: windows[0]?.webContents.session, drawnBy: 4711, gone: [true] }])
  })
  test('[S-04] leaves the size of its text to nobody', async () => {
    await opened().destroy()
    expect(windows[0]?.webContents.zoom).toBe(1)
  })
  test.each([[1.5, 1.5], [0.75, 1], [4, 2]])('begins and ends with the size that the sign-in screen has (%s), as far as it was tried: %s', async (scale, shown) => {
    const it = window('kiosk', scale)
    it.open()
    expect(windows[0]?.options.webPreferences?.zoomFactor).toBe(shown)
    await it.destroy()
    expect(windows[0]?.webContents.zoom).toBe(shown)
  })
  test('[S-04] says so where its page was lost, and of no other', async () => {
    const it = opened()
    windows[0]?.webContents.emit('render-process-gone')
    windows[0]?.emit('close', { preventDefault: () => {} })
    await it.destroy()
    it.open()
    await it.destroy()
    expect(givenBack).toMatchObject([{ drawnBy: undefined }, { drawnBy: 4711 }])
  })
})

describe('[S-01] a message is ours', () => {
  const from = (page: unknown, frame: unknown) => ({ sender: page as WebContents, senderFrame: frame as WebFrameMain | null })

  test('[S-01] from the main frame of our page, and from nowhere else', () => {
    const it = window('kiosk')
    expect(it.owns(from({}, {}))).toBe(false)
    it.open()
    const page = windows[0]?.webContents
    expect(it.owns(from(page, page?.mainFrame))).toBe(true)
    expect(it.owns(from(page, { origin: 'app://gatehouse' }))).toBe(false)
    expect(it.owns(from(page, null))).toBe(false)
    expect(it.owns(from({ mainFrame: page?.mainFrame }, page?.mainFrame))).toBe(false)
  })
  test('[S-01] not from our page when something else is in it', () => {
    const it = window('kiosk')
    it.open()
    const page = windows[0]?.webContents
    if (page) page.mainFrame.origin = 'https://evil.example'
    expect(it.owns(from(page, page?.mainFrame))).toBe(false)
  })
  test('[S-04] not from a page that was destroyed', async () => {
    const it = window('kiosk')
    it.open()
    const page = windows[0]?.webContents
    expect(it.owned(from(page, page?.mainFrame))).toBe(false)
    await it.destroy()
    expect([it.owns(from(page, page?.mainFrame)), it.owned(from(page, page?.mainFrame)), it.owned(from({}, {}))]).toEqual([false, true, false])
  })
})

test('idle notices reach the page that is there, and nobody when there is none', async () => {
  const it = window('kiosk')
  it.tell({ endsIn: 3 })
  it.open()
  it.tell({ endsIn: 2 })
  expect(windows[0]?.webContents.sent).toEqual([['onIdle', { endsIn: 2 }]])
})
