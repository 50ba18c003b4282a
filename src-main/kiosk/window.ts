import type { BrowserWindow, BrowserWindowConstructorOptions, Rectangle, WebContents, WebFrameMain } from 'electron'
import type { IdleNotice } from '@gatehouse/contract'
import { whileItAnswers } from './answers.ts'
import { pageLimits } from './guards.ts'
import { withinZoom } from './keys.ts'
import type { Loss } from './page-lost.ts'
import type { PageSessions } from './page-sessions.ts'
import { isScreen, SCREENS } from './scheme.ts'

/** The backdrop's colour before the page has drawn it, so that nothing flashes white. */
const BACKDROP = '#0a1a2b'

type Parts = {
  BrowserWindow: new (options: BrowserWindowConstructorOptions) => BrowserWindow
  /** Sessions in memory, in which nothing of an earlier page is. */
  sessions: PageSessions
  preload: string
  mode: 'kiosk' | 'window'
  /** How large text is at first, 1 to 2: beyond that no page was ever tried (keys.ts). */
  scale: number
  /** Where the primary display lies. Where nothing manages windows, as before a sign-in, full screen is only a wish. */
  display: () => Rectangle
  /** Title where there is a frame to show it. */
  title: string
  /** What to do when the page has gone. */
  lost: (why: Loss) => void
  /** Calls back every few seconds until what it returns is called. */
  everyFewSeconds: (tick: () => void) => () => void
  /** A key, a pointer, a finger. */
  sign: () => void
  shown: () => void
}

/** The one window, and a new one in its place whenever somebody's traces must go. */
export type KioskWindow = {
  open: () => void
  /** Destroys window and renderer process, then everything its session held. Resolves when both are gone. */
  destroy: () => Promise<void>
  /** Whether a message comes from the page we show: our window, its main frame, our origin. */
  owns: (sender: { sender: WebContents; senderFrame: WebFrameMain | null }) => boolean
  /** Whether one comes from a page that was destroyed: Electron hands over what it sent before, for a moment. */
  owned: (sender: { sender: WebContents }) => boolean
  tell: (notice: IdleNotice) => void
  focus: () => void
}

export function kioskWindow(parts: Parts): KioskWindow {
  let window: BrowserWindow | undefined
  let unwatch = (): void => {}
  let isLost = false
  const destroyed = new WeakSet<WebContents>()
  const scale = withinZoom(parts.scale)

  function lose(why: Loss): void {
    if (why !== 'closed') isLost = true
    parts.lost(why)
  }

  function open(): void {
    const session = parts.sessions.take()
    isLost = false
    const opened = new parts.BrowserWindow({ ...looks(parts), webPreferences: { ...pageLimits, session, preload: parts.preload, zoomFactor: scale } })
    window = opened
    opened.setMenuBarVisibility(false)
    if (parts.mode === 'kiosk') opened.setAlwaysOnTop(true, 'screen-saver')
    opened.once('ready-to-show', () => {
      opened.show()
      parts.shown()
    })
    opened.on('close', (event) => {
      event.preventDefault()
      lose('closed')
    })
    opened.webContents.on('render-process-gone', () => lose('crashed'))
    opened.webContents.on('input-event', () => parts.sign())
    // Chromium asks nobody, and so no guard, before it shows an empty page or one of its own that says what failed (S-01).
    opened.webContents.on('did-navigate', (_event, url) => { if (!isScreen(url)) lose('strayed') })
    opened.webContents.on('did-fail-load', (_event, _code, _what, url, isPage) => { if (isPage && !isScreen(url)) lose('strayed') })
    unwatch = whileItAnswers({
      ask: () => opened.webContents.debugger.sendCommand('Runtime.evaluate', { expression: '0' }),
      every: parts.everyFewSeconds,
      hung: () => lose('hung'),
    })
    // A page of our own that cannot be loaded is a broken installation; the log has said so by then.
    opened.loadURL(`${SCREENS}/`).catch(() => lose('crashed'))
  }

  async function destroy(): Promise<void> {
    const gone = window
    window = undefined
    unwatch()
    if (!gone || gone.isDestroyed()) return
    const page = gone.webContents
    const { session } = page
    destroyed.add(page)
    const drawnBy = isLost ? undefined : page.getOSProcessId()
    // How large its text was made goes with the session, and nothing of Electron's that clears one forgets it.
    if (!isLost) page.setZoomFactor(scale)
    gone.destroy()
    await parts.sessions.giveBack(session, drawnBy)
  }

  return {
    open,
    destroy,
    owns: ({ sender, senderFrame }) =>
      window !== undefined && !window.isDestroyed() && sender === window.webContents && senderFrame !== null &&
      senderFrame === window.webContents.mainFrame && senderFrame.origin === SCREENS,
    owned: ({ sender }) => destroyed.has(sender),
    tell: (notice) => window?.webContents.send('onIdle', notice),
    focus: () => window?.focus(),
  }
}

function looks({ mode, title, display }: Parts): BrowserWindowConstructorOptions {
  const always = { title, show: false, backgroundColor: BACKDROP, autoHideMenuBar: true }
  if (mode === 'window') return { ...always, width: 1100, height: 760, minWidth: 320, minHeight: 400 }
  // `kiosk` on Windows is only full screen: what stops Alt+Tab there is the account and the desktop the launcher gives us.
  return {
    ...always, ...display(), kiosk: true, fullscreen: true, frame: false, alwaysOnTop: true,
    skipTaskbar: true, resizable: false, movable: false, minimizable: false,
  }
}
