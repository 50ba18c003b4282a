// The client's main process, wired together. It reads top to bottom: may we start, who started us, configuration, log, and then the client
// (client.ts) or the doctor.
import { appendFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { appFiles } from 'app-files'
import { app, BrowserWindow, Menu, net, protocol } from 'electron'
import { client } from './client.ts'
import { loadConfig } from './config/config.ts'
import { developmentOverrides, developmentSwitches, whoDrivesHasAttached } from './config/development.ts'
import { machineFilePlace } from './config/machine-file.ts'
import type { Registry } from './config/registry-values.ts'
import { doctorAsked } from './doctor/asked.ts'
import type { Told } from './doctor/windows/examine.ts'
import { ENDED } from './ended.ts'
import { forgetVariables, raiseGuards, refusedArguments } from './kiosk/guards.ts'
import { runFolder } from './kiosk/run-folder.ts'
import { readAhead, screenScheme, serveScreens } from './kiosk/scheme.ts'
import { launchAsked } from './launcher/asked.ts'
import type { Launched } from './launcher/launched.ts'
import { logAtOnce } from './log/at-once.ts'
import { fileLog, whereOf } from './log/log.ts'
import { logConsole } from './log/page-console.ts'
import { canChange, isAlive, variablesAtStart } from './machine.ts'
import { noDomain } from './network/line-of-sight.ts'
import { systemSight } from './network/system.ts'
import { freshSession, toServer } from './to-server.ts'

// May we start? This file runs before Chromium opens a debugging port or a window.
const args = process.argv.slice(process.defaultApp ? 2 : 1) // unpackaged, the folder of the app comes first
const { doctor: doctorsReport, others: notTheDoctors } = doctorAsked(args)
const { launched, others } = doctorsReport === undefined ? launchAsked(notTheDoctors) : { launched: false, others: notTheDoctors }
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
const overrides = DEVELOPMENT ? developmentOverrides(args, process.env) : undefined
const run = runFolder({ app, fs: { mkdtempSync, renameSync, rmSync, readdirSync }, temporary: tmpdir(), pid: process.pid, isAlive })
const ready = DEVELOPMENT ? Promise.all([app.whenReady(), whoDrivesHasAttached(args)]) : app.whenReady()

// Who started us? What a launcher hands over comes while Chromium starts.
if (launched) void launchedByOne().then((by) => ('wrong' in by ? nothingHandedOver(by.wrong) : begin({ by, registry: by.handOver })))
else if (doctorsReport !== undefined && process.platform === 'win32') void told().then(begin)
else begin({})

/** @param given by a launcher that started us, or that tells the doctor: settings in either case */
function begin({ by, registry, told: windows }: { by?: Launched; registry?: Registry; told?: Told }): void {
  // Configuration
  const machine = { platform: process.platform, executable: process.execPath, read: (file: string) => readFileSync(file, 'utf8'), canChange }
  const config = loadConfig(machine, overrides, registry)
  const { mistakes } = config
  for (const { where, what } of mistakes) process.stderr.write(`gatehouse: ${where}: ${what}\n`)

  // Log
  const log = fileLog(logIn(run.lasting), (line) => {
    if (DEVELOPMENT) process.stderr.write(`gatehouse: ${line}\n`)
    by?.tell(line)
  })
  log.info('started', { version: app.getVersion(), electron: process.versions.electron, mode: config.mode })
  for (const { where, what } of mistakes) log.error('setting-wrong', { where, what })
  if (forgotten.length > 0) log.warn('variables-forgotten', { variables: forgotten.join(' ') })
  app.on('web-contents-created', (_event, page) => logConsole(page, log, DEVELOPMENT))

  // The server, and the client before it
  const { domain, site } = config
  const sight = domain === undefined ? noDomain : systemSight({ domain, site }, log, overrides?.dns)
  const { api, looks } = toServer({ config, overrides, launched: by, sight, log })
  const serve = ({ protocol }: Electron.Session) => serveScreens(protocol, screens)
  const open = client({ config, api, sight, launched: by, serve, run, log })

  void ready.then(async () => {
    if (doctorsReport === undefined) {
      open()
      return
    }
    const code = await examined(doctorsReport).catch(async (error: unknown) => {
      log.error('bug', whereOf(error))
      await log.open()
      process.stderr.write('gatehouse: --doctor met an error of its own; the log says where\n')
      return 1
    })
    app.exit(code)
  })

  async function examined(how: 'text' | 'json'): Promise<number> {
    const { doctor } = await import('./doctor/doctor.ts') // what hardly any start needs, no other loads
    return doctor({
      config, place: registry ? 'the registry (Group Policy, Intune, or what the installation wrote)' : overrides?.file ?? machineFilePlace(machine), how, windows, write: (text, written) => void process.stdout.write(text, () => written()),
      BrowserWindow, freshSession, serve, readFile: (file) => readFile(file, 'utf8'), platform: process.platform, sight, net, ...looks(),
    })
  }
}

/** What a launcher does is loaded where there is one. */
async function launchedByOne(): Promise<Launched | { wrong: string }> {
  const { launchedBy } = await import('./launcher/launched.ts')
  return launchedBy(process.platform, (milliseconds) => wait(milliseconds))
}

/** On Windows much of what the doctor looks at is seen by the launcher alone. */
async function told() {
  const { toldByLauncher } = await import('./doctor/windows/told.ts')
  return toldByLauncher(process.execPath)
}

/** Without settings and a launcher that listens there is no kiosk: better none than one that is not what was meant. */
function nothingHandedOver(why: string): void {
  logAtOnce(logIn(run.lasting), { mkdirSync, statSync, appendFileSync }, () => new Date()).error('hand-over-wrong', { why })
  process.stderr.write(`gatehouse: ${why}\n`)
  app.on('quit', run.remove)
  void app.whenReady().then(() => app.exit(ENDED.nothingHandedOver))
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
