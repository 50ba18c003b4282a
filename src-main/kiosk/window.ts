import type { BrowserWindow, BrowserWindowConstructorOptions, Rectangle, Session, WebContents, WebFrameMain } from 'electron'
import type { IdleNotice } from '@gatehouse/contract'
import { whileItAnswers } from './answers.ts'
import { onlyScreens, pageLimits } from './guards.ts'
import type { Loss } from './page-lost.ts'
import { isScreen, SCREENS } from './scheme.ts'

/** The backdrop's colour before the page has drawn it, so that nothing flashes white. */
const BACKDROP = '#0a1a2b'

type Parts = {
  BrowserWindow: new (options: BrowserWindowConstructorOptions) => BrowserWindow
  /** A fresh session in memory, which nothing of an earlier one reaches. */
  freshSession: () => Session
  /** Makes the screens' files reachable in that session. */
  serve: (session: Session) => void
  preload: string
  mode: 'kiosk' | 'window'
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
  tell: (notice: IdleNotice) => void
  focus: () => void
}

export function kioskWindow(parts: Parts): KioskWindow {
  let window: BrowserWindow | undefined
  let unwatch = (): void => {}

  function open(): void {
    const session = parts.freshSession()
    onlyScreens(session)
    parts.serve(session)
    const opened = new parts.BrowserWindow({ ...looks(parts), webPreferences: { ...pageLimits, session, preload: parts.preload } })
    window = opened
    opened.setMenuBarVisibility(false)
    if (parts.mode === 'kiosk') opened.setAlwaysOnTop(true, 'screen-saver')
    opened.once('ready-to-show', () => {
      opened.show()
      parts.shown()
    })
    opened.on('close', (event) => {
      event.preventDefault()
      parts.lost('closed')
    })
    opened.webContents.on('render-process-gone', () => parts.lost('crashed'))
    opened.webContents.on('input-event', () => parts.sign())
    // Chromium asks nobody, and so no guard, before it shows an empty page or one of its own that says what failed (S-01).
    opened.webContents.on('did-navigate', (_event, url) => { if (!isScreen(url)) parts.lost('strayed') })
    opened.webContents.on('did-fail-load', (_event, _code, _what, url, isPage) => { if (isPage && !isScreen(url)) parts.lost('strayed') })
    unwatch = whileItAnswers({
      ask: () => opened.webContents.debugger.sendCommand('Runtime.evaluate', { expression: '0' }),
      every: parts.everyFewSeconds,
      hung: () => parts.lost('hung'),
    })
    // A page of our own that cannot be loaded is a broken installation; the log has said so by then.
    opened.loadURL(`${SCREENS}/`).catch(() => parts.lost('crashed'))
  }

  async function destroy(): Promise<void> {
    const gone = window
    window = undefined
    unwatch()
    if (!gone || gone.isDestroyed()) return
    const { session } = gone.webContents
    gone.destroy()
    // Nothing of it is on a disk, and no later window has this session: clearing is the second lock on the door.
    await Promise.allSettled([session.clearStorageData(), session.clearCache(), session.clearAuthCache(), session.clearCodeCaches({})])
  }

  return {
    open,
    destroy,
    owns: ({ sender, senderFrame }) =>
      window !== undefined && !window.isDestroyed() && sender === window.webContents && senderFrame !== null &&
      senderFrame === window.webContents.mainFrame && senderFrame.origin === SCREENS,
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
