// The client, once its settings are known, wired together: the window, what ends it, IPC.
import { hostname } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { app, BrowserWindow, clipboard, ipcMain, screen } from 'electron'
import { idleLimit } from '../client/idle.ts'
import { newQuote } from '../client/quote.ts'
import type { Api } from './api/api.ts'
import type { Config } from './config/config.ts'
import { isLanguageTag } from './config/rules.ts'
import { ENDED } from './ended.ts'
import { ipcHandle } from './ipc/handle.ts'
import { answerVerbs } from './ipc/verbs.ts'
import { pageLost } from './kiosk/page-lost.ts'
import { pageSessions } from './kiosk/page-sessions.ts'
import { kioskWindow } from './kiosk/window.ts'
import { wipe } from './kiosk/wipe.ts'
import type { Launched } from './launcher/launched.ts'
import { type FileLog, whereOf } from './log/log.ts'
import { isAlive, sinceStart } from './machine.ts'
import type { LineOfSight } from './network/line-of-sight.ts'
import { freshSession, onNetworkGone } from './to-server.ts'

/** Milliseconds after which a window that is shown has been drawn, on a slow machine too. */
const SETTLED = 1000

type Parts = {
  config: Config
  api: Api
  sight: LineOfSight
  /** Who started it, where it is a launcher: it hears how this goes, and without it this ends. */
  launched: Launched | undefined
  /** Makes the screens' files reachable in a session. */
  serve: (session: Electron.Session) => void
  run: { remove: () => void; sweep: () => void }
  log: FileLog
}

/** @returns opens the first screen; to be called once Electron is ready */
export function client({ config, api, sight, launched, serve, run, log }: Parts): () => void {
  let endedAs: number = config.server === undefined ? ENDED.notSetUp : ENDED.left
  /** Whether the last view was that of a recovery that came to its end. */
  let isDone = false
  const window = kioskWindow({
    BrowserWindow,
    mode: config.mode,
    scale: (launched?.handOver.scale ?? 100) / 100,
    display: () => screen.getPrimaryDisplay().bounds,
    title: config.company ?? 'Gatehouse',
    preload: path.join(import.meta.dirname, 'preload.cjs'),
    sessions: pageSessions({ fresh: freshSession, serve, isAlive, wait: (milliseconds) => wait(milliseconds), onNetworkGone }),
    lost: (why) => void lost(why),
    everyFewSeconds: (tick) => clearInterval.bind(undefined, setInterval(tick, 5000)),
    sign: () => idle.sign(),
    shown() {
      launched?.launcher.ready()
      // Not yet: the screen is being drawn, and nobody waits for either.
      void wait(SETTLED).then(() => {
        void log.open()
        run.sweep()
        api.prepare()
      })
    },
  })
  const idle = idleLimit({
    now: sinceStart,
    everySecond: (tick) => clearInterval.bind(undefined, setInterval(tick, 1000)),
    notify: window.tell,
    extend: () => { if (api.isOpen()) void api.call('extend', {}) },
    end: () => void backToStart(),
    countAtOnce: config.mode === 'kiosk',
  })
  const ends = wipe({
    idle, api, window,
    // In a window the clipboard is somebody's own.
    clearClipboard: () => { if (config.mode === 'kiosk') clipboard.clear() },
    wait: (milliseconds) => wait(milliseconds),
    exit: () => void goodbye().finally(() => app.exit(endedAs)),
  })
  const lost = pageLost({ ends, now: sinceStart, giveUp: () => { endedAs = ENDED.pageKeepsFailing }, log })
  /** From the kiosk to the sign-in screen; in a window to the first screen. */
  const backToStart = () => (config.mode === 'kiosk' ? ends.leave() : ends.startAfresh())
  const goodbye = () => Promise.all([log.open(), launched?.launcher.end(isDone ? 'done' : 'cancelled')])

  launched?.launcher.onBroken(() => {
    endedAs = ENDED.launcherGone
    log.warn('launcher-gone')
    void ends.leave()
  })
  app.on('window-all-closed', () => {}) // between two windows there is none: the wipe decides when to go
  app.on('second-instance', () => window.focus())
  app.on('before-quit', (event) => {
    event.preventDefault()
    void ends.leave()
  })
  app.on('quit', run.remove)
  for (const bug of ['uncaughtException', 'unhandledRejection']) {
    process.on(bug, (error: unknown) => {
      log.error('bug', whereOf(error))
      if (app.isReady()) return void lost('crashed')
      endedAs = ENDED.pageKeepsFailing
      void goodbye().finally(() => app.exit(endedAs))
    })
  }

  // IPC
  answerVerbs(ipcHandle({ ipcMain, isOurs: window.owns, wasOurs: window.owned, quote: newQuote, log }), {
    async call(name, input) {
      const result = await api.call(name, input)
      if (result.ok && 'idle' in result.value) idle.setLimit(result.value.idle)
      if (result.ok && 'step' in result.value) isDone = result.value.step.kind === 'done'
      return result
    },
    machine() {
      const { selectedUser, helpdesk, company, language, mode } = config
      const { languages: theirs = [], layout, contrast } = launched?.handOver ?? {}
      const languages = [...(language === undefined ? [] : [language]), ...theirs, ...app.getPreferredSystemLanguages()].filter(isLanguageTag)
      return Promise.resolve({ name: hostname(), selectedUser: launched?.handOver.selectedUser ?? selectedUser, helpdesk, company, languages, mode, layout, contrast })
    },
    async network() {
      const { controller } = await sight.look()
      return { controller }
    },
    stay() {
      idle.stay()
      return Promise.resolve({})
    },
    async leave() {
      await backToStart()
      return {}
    },
  })

  return () => {
    window.open()
    idle.start()
  }
}
