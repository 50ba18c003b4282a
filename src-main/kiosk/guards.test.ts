import { EventEmitter } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import type { App, Menu as ElectronMenu, Session, WebContents } from 'electron'
import { forgetVariables, onlyPage, onlyScreens, onlyServer, pageGuards, pageLimits, programGuards, raiseGuards, refusedArguments, sessionGuards } from './guards.ts'

// As much of Electron as the guards touch: events that are listened to, and calls that are remembered.

type Call = readonly [name: string, ...args: unknown[]]

class Fake extends EventEmitter {
  readonly calls: Call[] = []
  readonly remember = (name: string) => (...args: unknown[]) => { this.calls.push([name, ...args]) }

  /** The arguments of the last call of that name. */
  last(name: string): unknown[] {
    const [, ...args] = this.calls.findLast(([called]) => called === name) ?? [name]
    return args
  }
}

/** Something that happens and can be prevented. */
function happening(): { preventDefault: () => void; readonly prevented: boolean } {
  let prevented = false
  return { preventDefault: () => { prevented = true }, get prevented() { return prevented } }
}

class FakeApp extends Fake {
  readonly commandLine = { appendSwitch: this.remember('appendSwitch') }
  readonly enableSandbox = this.remember('enableSandbox')
}

class FakeSession extends Fake {
  readonly webRequest = { onBeforeRequest: this.remember('onBeforeRequest') }
  readonly setPermissionRequestHandler = this.remember('setPermissionRequestHandler')
  readonly setPermissionCheckHandler = this.remember('setPermissionCheckHandler')
  readonly setDevicePermissionHandler = this.remember('setDevicePermissionHandler')
  readonly setDisplayMediaRequestHandler = this.remember('setDisplayMediaRequestHandler')
  readonly allowNTLMCredentialsForDomains = this.remember('allowNTLMCredentialsForDomains')
  readonly setSpellCheckerDictionaryDownloadURL = this.remember('setSpellCheckerDictionaryDownloadURL')
  readonly setSpellCheckerLanguages = this.remember('setSpellCheckerLanguages')
  readonly setSpellCheckerEnabled = this.remember('setSpellCheckerEnabled')
}

class FakePage extends Fake {
  zoom = 1
  readonly setWindowOpenHandler = this.remember('setWindowOpenHandler')
  readonly setWebRTCIPHandlingPolicy = this.remember('setWebRTCIPHandlingPolicy')
  readonly closeDevTools = this.remember('closeDevTools')
  readonly forcefullyCrashRenderer = this.remember('forcefullyCrashRenderer')
  readonly isDestroyed = () => false
  refuses = false
  readonly debugger = {
    attach: this.remember('attach'),
    sendCommand: (...args: unknown[]) => {
      this.remember('sendCommand')(...args)
      return this.refuses ? Promise.reject(new Error('gone')) : Promise.resolve()
    },
  }
  readonly getZoomFactor = () => this.zoom
  readonly setZoomFactor = (factor: number) => { this.zoom = factor }
}

function fakeElectron() {
  const menu = new Fake()
  const app = new FakeApp()
  const session = new FakeSession()
  const page = new FakePage()
  const Menu = { setApplicationMenu: menu.remember('setApplicationMenu') }
  return {
    app, menu, session, page,
    electron: { app: app as unknown as App, Menu: Menu as unknown as typeof ElectronMenu },
    asSession: session as unknown as Session,
    asPage: page as unknown as WebContents,
  }
}

let fake: ReturnType<typeof fakeElectron>
beforeEach(() => {
  fake = fakeElectron()
  raiseGuards(fake.electron)
  fake.app.emit('session-created', fake.session)
  fake.app.emit('web-contents-created', {}, fake.page)
})

/** Whether what just happened to that emitter was prevented. */
function prevents(on: 'app' | 'session' | 'page', name: string, ...args: unknown[]): boolean {
  const event = happening()
  fake[on].emit(name, event, ...args)
  return event.prevented
}

/** Calls the callback that was handed over, and gives back what it answered. */
function answerOf(handler: unknown, ...args: unknown[]): unknown[] {
  const answers: unknown[] = []
  returnOf(handler, ...args, (...answer: unknown[]) => answers.push(answer))
  return answers
}

const decides = (url: string) => answerOf(fake.session.last('onBeforeRequest')[0], { url })
const key = (input: object) => ({ type: 'keyDown', key: 'a', control: false, alt: false, meta: false, shift: false, ...input })

const program: Record<keyof typeof programGuards, () => void> = {
  'there is no menu': () => expect(fake.menu.last('setApplicationMenu')).toEqual([null]),
  'every renderer is sandboxed': () => expect(fake.app.calls).toContainEqual(['enableSandbox']),
  'no error box of Chromium opens': () => expect(fake.app.calls).toContainEqual(['appendSwitch', 'noerrdialogs']),
  'no crash report is written': () => {
    expect(fake.app.calls).toContainEqual(['appendSwitch', 'disable-breakpad'])
    expect(ours().filter((text) => text.includes('crashReporter'))).toEqual([])
  },
  'a server that wants a client certificate gets none': () => {
    const chosen: unknown[][] = []
    expect(prevents('app', 'select-client-certificate', {}, 'https://reset.corp.example', [{}], (...args: unknown[]) => chosen.push(args))).toBe(true)
    expect(chosen).toEqual([[]])
  },
  'a certificate that is not trusted is never accepted': () => {
    const accepted: unknown[] = []
    expect(prevents('app', 'certificate-error', {}, 'https://reset.corp.example', 'net::ERR_CERT_DATE_INVALID', {}, (yes: boolean) => accepted.push(yes))).toBe(true)
    expect(accepted).toEqual([false])
  },
  'nobody is asked to sign in to a server or proxy': () => {
    const answered: unknown[][] = []
    expect(prevents('app', 'login', {}, {}, { isProxy: true }, (...args: unknown[]) => answered.push(args))).toBe(true)
    expect(answered).toEqual([[]])
  },
}

const sessions: Record<keyof typeof sessionGuards, () => void> = {
  'every permission asked for is refused': () =>
    expect(answerOf(fake.session.last('setPermissionRequestHandler')[0], {}, 'media')).toEqual([[false]]),
  'every permission checked is refused': () => expect(returnOf(fake.session.last('setPermissionCheckHandler')[0], null, 'clipboard-read')).toBe(false),
  'no device is permitted': () => expect(returnOf(fake.session.last('setDevicePermissionHandler')[0], { deviceType: 'usb' })).toBe(false),
  'no USB device is chosen': () => expect(choosesNothing('session', 'select-usb-device', { deviceList: [{ deviceId: '1' }] })).toBe(true),
  'no HID device is chosen': () => expect(choosesNothing('session', 'select-hid-device', { deviceList: [{ deviceId: '1' }] })).toBe(true),
  'no serial port is chosen': () => expect(choosesNothing('session', 'select-serial-port', [{ portId: '1' }], {})).toBe(true),
  'no screen is captured': () => expect(answerOf(fake.session.last('setDisplayMediaRequestHandler')[0], {})).toEqual([[null]]),
  'every download is refused': () => expect(prevents('session', 'will-download', {}, {})).toBe(true),
  'nothing is fetched from anywhere': () => {
    for (const url of ['https://example.org/', 'http://127.0.0.1/', 'file:///etc/passwd', 'app://gatehouse/']) expect(decides(url)).toEqual([[{ cancel: true }]])
  },
  'the account of this machine is shown to no server': () => expect(fake.session.last('allowNTLMCredentialsForDomains')).toEqual(['none.invalid']),
  'no dictionary is fetched': () => {
    expect(fake.session.last('setSpellCheckerDictionaryDownloadURL')).toEqual(['none:/'])
    expect(fake.session.last('setSpellCheckerLanguages')).toEqual([[]])
    expect(fake.session.last('setSpellCheckerEnabled')).toEqual([false])
  },
}

const pages: Record<keyof typeof pageGuards, () => void> = {
  'no second window opens': () =>
    expect(returnOf(fake.page.last('setWindowOpenHandler')[0], { url: 'app://gatehouse/' })).toEqual({ action: 'deny' }),
  'the page goes nowhere else': () => expect(prevents('page', 'will-navigate')).toBe(true),
  'no frame of it does either': () => expect(prevents('page', 'will-frame-navigate')).toBe(true),
  'no redirect is followed': () => expect(prevents('page', 'will-redirect')).toBe(true),
  'no guest page is attached': () => expect(prevents('page', 'will-attach-webview', {}, {})).toBe(true),
  'no page keeps itself open': () => expect(prevents('page', 'will-prevent-unload')).toBe(true),
  'no page moves its window': () => expect(prevents('page', 'content-bounds-updated', {})).toBe(true),
  'there is no context menu': () => expect(prevents('page', 'context-menu', {})).toBe(true),
  'no input of files opens a dialog': () => {
    expect(fake.page.calls).toContainEqual(['attach'])
    // Without the first the second does nothing.
    expect(fake.page.calls.filter(([name]) => name === 'sendCommand')).toEqual([['sendCommand', 'Page.enable'], ['sendCommand', 'Page.setInterceptFileChooserDialog', { enabled: true }]])
  },
  'developer tools close': () => {
    fake.page.emit('devtools-opened')
    expect(fake.page.calls).toContainEqual(['closeDevTools'])
  },
  'no Bluetooth device is chosen': () => expect(choosesNothing('page', 'select-bluetooth-device', [{ deviceId: '1' }])).toBe(true),
  'no address is given away over WebRTC': () => expect(fake.page.last('setWebRTCIPHandlingPolicy')).toEqual(['disable_non_proxied_udp']),
  'keys type, move and edit, and do nothing else': () => {
    expect(prevents('page', 'before-input-event', key({ key: 'p', control: true }))).toBe(true)
    expect(prevents('page', 'before-input-event', key({ key: 'v', control: true }))).toBe(false)
  },
  'text grows to twice its size and no further': () => {
    for (let press = 0; press < 9; press++) prevents('page', 'before-input-event', key({ key: '+', control: true }))
    expect(fake.page.zoom).toBe(2)
    for (let press = 0; press < 9; press++) prevents('page', 'before-input-event', key({ key: '-', control: true }))
    expect(fake.page.zoom).toBe(1)
  },
}

describe('[S-01] the way out is closed', () => {
  test.each(Object.entries({ ...program, ...sessions, ...pages }))('[S-01] %s', (_name, check) => check())

  test('[S-01] the window reaches our own screens and nothing that looks like them', () => {
    onlyScreens(fake.asSession)
    expect(decides('app://gatehouse/kiosk.js')).toEqual([[{ cancel: false }]])
    for (const url of ['app://gatehouse.example/', 'app://gatehous/', 'https://gatehouse/', 'file:///app://gatehouse/']) expect(decides(url)).toEqual([[{ cancel: true }]])
  })

  test('[S-01] a page whose dialogs for files cannot be taken away is ended', async () => {
    const page = new FakePage()
    page.refuses = true
    fake.app.emit('web-contents-created', {}, page)
    await new Promise(setImmediate)
    expect(page.calls).toContainEqual(['forcefullyCrashRenderer'])
  })

  test('[S-01] a page is limited: no Node, isolated, sandboxed, no dialogs, no developer tools', () => {
    expect(pageLimits).toMatchObject({
      sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true, webviewTag: false,
      disableDialogs: true, devTools: false, disableBlinkFeatures: 'FileSystemAccess,FileSystemAccessLocal,EyeDropperAPI,FontAccess', spellcheck: false, navigateOnDragDrop: false, allowRunningInsecureContent: false,
    })
  })
})

test('[S-05] the API reaches its server and no other, on no other port, over no other scheme', () => {
  onlyServer(fake.asSession, 'https://reset.corp.example')
  expect(decides('https://reset.corp.example/v1/about')).toEqual([[{ cancel: false }]])
  for (const url of ['http://reset.corp.example/v1/about', 'https://reset.corp.example:8443/', 'https://reset.corp.example.evil.example/', 'https://portal.example/']) {
    expect(decides(url)).toEqual([[{ cancel: true }]])
  }
})

test('[S-05] whoever finds out who is in between reaches one page and no other', () => {
  onlyPage(fake.asSession, 'http://reset.corp.example/gatehouse-1')
  expect(decides('http://reset.corp.example/gatehouse-1')).toEqual([[{ cancel: false }]])
  for (const url of ['http://reset.corp.example/', 'https://reset.corp.example/gatehouse-1', 'http://login.hotel.example/']) expect(decides(url)).toEqual([[{ cancel: true }]])
})

describe('[S-02] switches and variables', () => {
  const hostile = ['--remote-debugging-port=9222', '--inspect', '--js-flags=--expose-gc', '--load-extension=/tmp/x', '--proxy-server=evil:1', '--no-' + 'sandbox', '-inspect', '/inspect', 'page.html']

  test.each(hostile)('[S-02] the packaged program does not start with %s', (arg) => expect(refusedArguments([arg])).toEqual([arg]))

  test('[S-02] nor does the development build start with a switch that is not on its list', () => {
    expect(refusedArguments(['out/client', '--inspect=0', '--window', '--js-flags=x'], ['inspect', 'window'])).toEqual(['--js-flags=x'])
  })

  test('[S-02] variables that open the traffic or load code are forgotten', () => {
    const env = { SSLKEYLOGFILE: '/tmp/keys', NODE_OPTIONS: '-r x', NODE_EXTRA_CA_CERTS: '/tmp/ca', ELECTRON_RUN_AS_NODE: '1', PATH: '/bin', https_proxy: 'http://proxy:1' }
    expect(forgetVariables(env, ['PATH', 'NODE_OPTIONS', 'NODE_DEBUG'])).toEqual(['SSLKEYLOGFILE', 'NODE_OPTIONS', 'NODE_EXTRA_CA_CERTS', 'ELECTRON_RUN_AS_NODE', 'NODE_DEBUG'])
    expect(env).toEqual({ PATH: '/bin', https_proxy: 'http://proxy:1' })
  })
})

function returnOf(handler: unknown, ...args: unknown[]): unknown {
  return isCallable(handler) ? handler(...args) : undefined
}

function isCallable(handler: unknown): handler is (...args: unknown[]) => unknown {
  return typeof handler === 'function'
}

/** Whether the event was prevented and nothing, or the empty choice, was chosen. */
function choosesNothing(on: 'session' | 'page', name: string, ...args: unknown[]): boolean {
  const chosen: unknown[][] = []
  const prevented = prevents(on, name, ...args, (...choice: unknown[]) => chosen.push(choice))
  return prevented && chosen.length === 1 && (chosen[0]?.length === 0 || chosen[0]?.[0] === '')
}

/** Every file of this room, as text. */
function ours(): string[] {
  const room = path.join(import.meta.dirname, '..')
  return readdirSync(room, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => readFileSync(path.join(room, file), 'utf8'))
}
