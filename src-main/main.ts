// The client's main process, wired together. It reads top to bottom: may we start, configuration, log, window, IPC.
import { appendFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { appFiles } from 'app-files'
import { app, BrowserWindow, clipboard, ipcMain, Menu, net, protocol, screen, session } from 'electron'
import { idleLimit } from '../client/idle.ts'
import { newQuote } from '../client/quote.ts'
import { notSetUp, serverApi } from './api/api.ts'
import { hostOf } from './api/certificates.ts'
import { enrolling } from './api/enrol.ts'
import { inBetween } from './api/in-between.ts'
import { proven } from './api/proven.ts'
import { sessionFetch } from './api/session-fetch.ts'
import { axiosTransport } from './api/transport.ts'
import { loadConfig } from './config/config.ts'
import { developmentOverrides, developmentSwitches, whoDrivesHasAttached } from './config/development.ts'
import { machineFilePlace } from './config/machine-file.ts'
import { isLanguageTag, isLoopback } from './config/rules.ts'
import { keepIn } from './device/keep.ts'
import { keptDevice } from './device/kept-device.ts'
import { doctorAsked } from './doctor/asked.ts'
import { ipcHandle } from './ipc/handle.ts'
import { answerVerbs } from './ipc/verbs.ts'
import { forgetVariables, onlyPage, onlyServer, raiseGuards, refusedArguments } from './kiosk/guards.ts'
import { pageLost } from './kiosk/page-lost.ts'
import { pageSessions } from './kiosk/page-sessions.ts'
import { runFolder } from './kiosk/run-folder.ts'
import { readAhead, screenScheme, serveScreens } from './kiosk/scheme.ts'
import { kioskWindow } from './kiosk/window.ts'
import { wipe } from './kiosk/wipe.ts'
import { logAtOnce } from './log/at-once.ts'
import { fileLog, whereOf } from './log/log.ts'
import { logConsole } from './log/page-console.ts'
import { canChange, isAlive, sinceStart, variablesAtStart } from './machine.ts'
import { noDomain, workstationOf } from './network/line-of-sight.ts'
import { routeOf } from './network/route.ts'
import { systemSight } from './network/system.ts'
import { credentialsInMemory, type Credentials } from './secrets/credentials.ts'
import { systemCredentials } from './secrets/system.ts'

/** Milliseconds after which a window that is shown has been drawn, on a slow machine too. */
const SETTLED = 1000

/** How the program ends: what a launcher or a script can tell apart. */
const ENDED = { left: 0, notSetUp: 2, startRefused: 3, pageKeepsFailing: 4, alreadyRunning: 5 } as const

// May we start? This file runs before Chromium opens a debugging port or a window.
const args = process.argv.slice(process.defaultApp ? 2 : 1) // unpackaged, the folder of the app comes first
const { doctor: doctorsReport, others } = doctorAsked(args)
const refused = refusedArguments(others, DEVELOPMENT ? developmentSwitches : undefined)
if (refused.length > 0 || app.commandLine.hasSwitch('no-sandbox')) refuseToStart(refused)
const forgotten = forgetVariables(process.env, variablesAtStart())
raiseGuards({ app, Menu })
protocol.registerSchemesAsPrivileged([screenScheme])
// The sign-in desktop has no graphics to rely on, and drawing without them starts sooner.
app.disableHardwareAcceleration()
app.commandLine.appendSwitch('disable-gpu')
if (doctorsReport === undefined && !app.requestSingleInstanceLock()) stop(ENDED.alreadyRunning, 'is running already')
const screens = readAhead({ files: appFiles, folder: import.meta.dirname, readFile })

// Configuration
const overrides = DEVELOPMENT ? developmentOverrides(args, process.env) : undefined
const machine = { platform: process.platform, executable: process.execPath, read: (file: string) => readFileSync(file, 'utf8'), canChange }
const { mistakes, ...config } = loadConfig(machine, overrides)
for (const { where, what } of mistakes) process.stderr.write(`gatehouse: ${where}: ${what}\n`)
let endedAs: number = config.server === undefined ? ENDED.notSetUp : ENDED.left

// Log
const run = runFolder({ app, fs: { mkdtempSync, rmSync, readdirSync }, temporary: tmpdir(), pid: process.pid, isAlive })
const log = fileLog(logIn(run.lasting), DEVELOPMENT ? (line) => process.stderr.write(`gatehouse: ${line}\n`) : undefined)
log.info('started', { version: app.getVersion(), electron: process.versions.electron, mode: config.mode })
for (const { where, what } of mistakes) log.error('setting-wrong', { where, what })
if (forgotten.length > 0) log.warn('variables-forgotten', { variables: forgotten.join(' ') })
app.on('web-contents-created', (_event, page) => logConsole(page, log, DEVELOPMENT))

// The server, the window, and what ends both
const { domain, site } = config
const sight = domain === undefined ? noDomain : systemSight({ domain, site }, log, overrides?.dns)
const api = config.server === undefined ? notSetUp(newQuote) : apiOf(config.server)
const window = kioskWindow({
  BrowserWindow,
  mode: config.mode,
  display: () => screen.getPrimaryDisplay().bounds,
  title: config.company ?? 'Gatehouse',
  preload: path.join(import.meta.dirname, 'preload.cjs'),
  sessions: pageSessions({ fresh: freshSession, serve: ({ protocol }) => serveScreens(protocol, screens), isAlive, wait: (milliseconds) => wait(milliseconds), onNetworkGone }),
  lost: (why) => void lost(why),
  everyFewSeconds: (tick) => clearInterval.bind(undefined, setInterval(tick, 5000)),
  sign: () => idle.sign(),
  shown() {
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
  exit: () => void log.open().finally(() => app.exit(endedAs)),
})
const lost = pageLost({ ends, now: sinceStart, giveUp: () => { endedAs = ENDED.pageKeepsFailing }, log })
/** From the kiosk to the sign-in screen; in a window to the first screen. */
const backToStart = () => (config.mode === 'kiosk' ? ends.leave() : ends.startAfresh())

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
    if (app.isReady()) void lost('crashed')
    else void log.open().finally(() => app.exit(ENDED.pageKeepsFailing))
  })
}

// IPC
answerVerbs(ipcHandle({ ipcMain, isOurs: window.owns, quote: newQuote, log }), {
  async call(name, input) {
    const result = await api.call(name, input)
    if (result.ok && 'idle' in result.value) idle.setLimit(result.value.idle)
    return result
  },
  machine() {
    const { selectedUser, helpdesk, company, language, mode } = config
    const languages = [...(language === undefined ? [] : [language]), ...app.getPreferredSystemLanguages()].filter(isLanguageTag)
    return Promise.resolve({ name: hostname(), selectedUser, helpdesk, company, languages, mode })
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

const ready = DEVELOPMENT ? Promise.all([app.whenReady(), whoDrivesHasAttached(args)]) : app.whenReady()
void ready.then(async () => {
  if (doctorsReport !== undefined) {
    const code = await examined(doctorsReport).catch(async (error: unknown) => {
      log.error('bug', whereOf(error))
      await log.open()
      process.stderr.write('gatehouse: --doctor met an error of its own; the log says where\n')
      return 1
    })
    app.exit(code)
    return
  }
  window.open()
  idle.start()
})

async function examined(how: 'text' | 'json'): Promise<number> {
  const { doctor } = await import('./doctor/doctor.ts') // what hardly any start needs, no other loads
  return doctor({
    config: { ...config, mistakes }, place: overrides?.file ?? machineFilePlace(machine), how, write: (text, written) => void process.stdout.write(text, () => written()),
    BrowserWindow, freshSession, serve: ({ protocol }) => serveScreens(protocol, screens), readFile: (file) => readFile(file, 'utf8'), platform: process.platform, sight, net,
    ...(config.server === undefined ? { keep: undefined, inBetween: (cause) => Promise.resolve(cause) } : { keep: keepIn(credentials(), config.server), inBetween: betweenUsAnd(config.server) }),
  })
}

/**
 * A session of its own, that nothing reaches from outside and that leaves nothing: without `persist:` it lives in memory, and what it
 * fetches is kept nowhere. By a name that no other has: the time, in nanoseconds.
 */
function freshSession(): Electron.Session {
  return session.fromPartition(String(process.hrtime.bigint()), { cache: false })
}

/** A session for requests: apart from the window's, on the way that is configured, with what it may reach. @param limit of its requests */
async function requestSession(server: string, limit: (made: Electron.Session) => void): Promise<Electron.Session> {
  const made = freshSession()
  limit(made)
  if (config.pins) {
    // Loaded where there are any: with them the crypto library.
    const { demandPins } = await import('./api/pins.ts')
    demandPins(made, config.pins, hostOf(server))
  }
  await made.setProxy(routeOf(config.proxy, config.pacScript))
  return made
}

function apiOf(server: string): ReturnType<typeof serverApi> {
  const here = isHere(server) // to reach this machine itself it needs no network
  const over = proven(axiosTransport(sessionFetch(net, () => requestSession(server, (made) => onlyServer(made, server)), onNetworkGone), server), server)
  const { enrolmentCode: code } = config
  return serverApi({
    proven: over,
    device: keptDevice({ server, code, keep: keepIn(credentials(), server), ask: enrolling({ proven: over, name: hostname(), quote: newQuote, log }), log }),
    wait: (milliseconds) => wait(milliseconds),
    isOnline: () => here || net.isOnline(),
    inBetween: betweenUsAnd(server),
    quote: newQuote,
    workstation: () => workstationOf(hostname(), site, sight.last()),
    breathe: () => new Promise((resolve) => setImmediate(resolve)),
    log,
  })
}

function isHere(server: string): boolean {
  return isLoopback(new URL(server).hostname)
}

/** Before this machine itself nobody is in between. */
function betweenUsAnd(server: string): ReturnType<typeof inBetween> {
  if (isHere(server)) return (cause) => Promise.resolve(cause)
  // Made when it is needed: for its first number Node loads the crypto library.
  let look: ReturnType<typeof inBetween> | undefined
  return (cause, signal) => (look ??= lookBetween(server))(cause, signal)
}

function lookBetween(server: string): ReturnType<typeof inBetween> {
  const page = `http://${new URL(server).hostname}/gatehouse-${newQuote()}`
  return inBetween(sessionFetch(net, () => requestSession(server, (made) => onlyPage(made, page)), onNetworkGone), page)
}

/** Chromium starts another process for the network, but a session of before goes on asking the one that has gone. */
function onNetworkGone(renew: () => void): void {
  app.on('child-process-gone', (_event, { serviceName }) => { if (serviceName === 'network.mojom.NetworkService') renew() })
}

function credentials(): Credentials {
  if (!DEVELOPMENT || !overrides?.keyInMemory) return systemCredentials({ platform: process.platform, env: process.env, uid: process.getuid?.() ?? -1 })
  log.warn('device-key-in-memory')
  return credentialsInMemory()
}

/** Says it where an administrator looks. The folder is not asked of Electron's `userData`, which a switch can move. */
function refuseToStart(what: readonly string[]): never {
  const log = logAtOnce(logIn(path.join(app.getPath('appData'), app.getName())), { mkdirSync, statSync, appendFileSync }, () => new Date())
  log.error('start-refused', { arguments: what.join(' ') })
  stop(ENDED.startRefused, `does not start with ${what.join(' ')}`)
}

function logIn(folder: string): string {
  return path.join(folder, 'logs', 'client.log')
}

function stop(code: number, why: string): never {
  process.stderr.write(`gatehouse: ${why}\n`)
  process.exit(code)
}
