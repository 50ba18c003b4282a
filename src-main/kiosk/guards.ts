// Every way out of the window, closed. Reading this file is the security review: one entry, one way, one test of the same
// name. All are raised before any window or session exists, and hold for whatever window or session ever comes (S-01).
import type { App, Input, Menu, Session, WebContents } from 'electron'
import { keyPasses, nextZoom } from './keys.ts'
import { isScreen } from './scheme.ts'

/** The program as a whole. */
export const programGuards = {
  'there is no menu': ({ Menu }) => Menu.setApplicationMenu(null),
  'every renderer is sandboxed': ({ app }) => app.enableSandbox(),
  'no error box of Chromium opens': ({ app }) => app.commandLine.appendSwitch('noerrdialogs'),
  'no crash report is written': ({ app }) => app.commandLine.appendSwitch('disable-breakpad'),
  'a server that wants a client certificate gets none': ({ app }) =>
    app.on('select-client-certificate', (event, _contents, _url, _list, choose) => { event.preventDefault(); choose() }),
  'a certificate that is not trusted is never accepted': ({ app }) =>
    app.on('certificate-error', (event, _contents, _url, _error, _certificate, accept) => { event.preventDefault(); accept(false) }),
  'nobody is asked to sign in to a server or proxy': ({ app }) =>
    app.on('login', (event, _contents, _details, _auth, answer) => { event.preventDefault(); answer() }),
} satisfies Record<string, (electron: Program) => unknown>

/** Every session: cookies, caches, permissions, network. */
export const sessionGuards = {
  'every permission asked for is refused': (session) => session.setPermissionRequestHandler((_contents, _permission, grant) => grant(false)),
  'every permission checked is refused': (session) => session.setPermissionCheckHandler(() => false),
  'no device is permitted': (session) => session.setDevicePermissionHandler(() => false),
  'no USB device is chosen': (session) => session.on('select-usb-device', (event, _details, choose) => { event.preventDefault(); choose() }),
  'no HID device is chosen': (session) => session.on('select-hid-device', (event, _details, choose) => { event.preventDefault(); choose() }),
  'no serial port is chosen': (session) => session.on('select-serial-port', (event, _list, _contents, choose) => { event.preventDefault(); choose('') }),
  'no screen is captured': (session) => session.setDisplayMediaRequestHandler((_request, give) => give(null)),
  'every download is refused': (session) => session.on('will-download', (event) => event.preventDefault()),
  'nothing is fetched from anywhere': (session) => onlyTo(session, () => false),
  // A host that cannot be: with an empty list Windows would decide by its security zones (RFC 2606).
  'the account of this machine is shown to no server': (session) => session.allowNTLMCredentialsForDomains('none.invalid'),
  // Before anybody can say that none is wanted, a new session looks for the one of the machine's language, which is with Google.
  'no dictionary is fetched': (session) => { session.setSpellCheckerDictionaryDownloadURL('none:/'); session.setSpellCheckerLanguages([]); session.setSpellCheckerEnabled(false) },
} satisfies Record<string, (session: Session) => unknown>

/** Every page. */
export const pageGuards = {
  'no second window opens': (page) => page.setWindowOpenHandler(() => ({ action: 'deny' })),
  'the page goes nowhere else': (page) => page.on('will-navigate', (event) => event.preventDefault()),
  'no frame of it does either': (page) => page.on('will-frame-navigate', (event) => event.preventDefault()),
  'no redirect is followed': (page) => page.on('will-redirect', (event) => event.preventDefault()),
  'no guest page is attached': (page) => page.on('will-attach-webview', (event) => event.preventDefault()),
  'no page keeps itself open': (page) => page.on('will-prevent-unload', (event) => event.preventDefault()),
  'no page moves its window': (page) => page.on('content-bounds-updated', (event) => event.preventDefault()),
  'there is no context menu': (page) => page.on('context-menu', (event) => event.preventDefault()),
  'no input of files opens a dialog': (page) => interceptFileDialogs(page),
  'developer tools close': (page) => page.on('devtools-opened', () => page.closeDevTools()),
  'no Bluetooth device is chosen': (page) => page.on('select-bluetooth-device', (event, _devices, choose) => { event.preventDefault(); choose('') }),
  'no address is given away over WebRTC': (page) => page.setWebRTCIPHandlingPolicy('disable_non_proxied_udp'),
  'keys type, move and edit, and do nothing else': (page) =>
    page.on('before-input-event', (event, input) => { if (!keyPasses(input)) event.preventDefault() }),
  'text grows to twice its size and no further': (page) =>
    page.on('before-input-event', (event, input) => zoom(page, event, input)),
} satisfies Record<string, (page: WebContents) => unknown>

type Program = { app: App; Menu: typeof Menu }

/** Raises them all. Call it before the program is ready. */
export function raiseGuards(electron: Program): void {
  for (const guard of Object.values(programGuards)) guard(electron)
  electron.app.on('session-created', (session) => Object.values(sessionGuards).forEach((guard) => guard(session)))
  electron.app.on('web-contents-created', (_event, page) => Object.values(pageGuards).forEach((guard) => guard(page)))
}

/** The first exception from 'nothing is fetched from anywhere': the window's session reaches our own screens. */
export const onlyScreens = (session: Session): void => onlyTo(session, isScreen)

/** The second: the API's session reaches the server. @param origin such as `https://reset.corp.example` */
export const onlyServer = (session: Session, origin: string): void => onlyTo(session, (url) => new URL(url).origin === origin)

/** The third: the session that finds out who is in between asks for one page (api/in-between.ts). */
export const onlyPage = (session: Session, page: string): void => onlyTo(session, (url) => url === page)

function onlyTo(session: Session, allowed: (url: string) => boolean): void {
  session.webRequest.onBeforeRequest(({ url }, decide) => decide({ cancel: !allowed(url) }))
}

/**
 * Electron has no event for the dialog of `<input type=file>`, and a listener in the page sees neither an input outside of the document
 * nor one in a closed shadow. What takes its place is only to be had over the protocol of the developer tools, from within: no port
 * opens. Where it cannot be had there is no page.
 */
function interceptFileDialogs(page: WebContents): void {
  page.debugger.attach()
  Promise.all([page.debugger.sendCommand('Page.enable'), page.debugger.sendCommand('Page.setInterceptFileChooserDialog', { enabled: true })])
    .catch(() => { if (!page.isDestroyed()) page.forcefullyCrashRenderer() })
}

function zoom(page: WebContents, event: Pick<Event, 'preventDefault'>, input: Input): void {
  const factor = nextZoom(input, page.getZoomFactor())
  if (factor === undefined) return
  event.preventDefault()
  page.setZoomFactor(factor)
}

/** How the window is made: what a page may be and reach. */
export const pageLimits = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
  navigateOnDragDrop: false,
  disableDialogs: true,
  safeDialogs: true,
  spellcheck: false,
  devTools: false,
  plugins: false,
  enableWebSQL: false,
  autoplayPolicy: 'document-user-activation-required',
  // What opens a dialog or looks at the whole screen before any permission is asked: showOpenFilePicker() and its kin, the dropper of
  // colours; and the fonts of the machine.
  disableBlinkFeatures: 'FileSystemAccess,FileSystemAccessLocal,EyeDropperAPI,FontAccess',
} as const satisfies Electron.WebPreferences

/**
 * Arguments with which somebody else's program would start: Chromium and Node obey dozens of them before we are asked (S-02).
 * @param args without the program; @param known names that the development build lets through; absent in the package, where
 *   even `/name` is refused, which Windows takes for a switch
 */
export function refusedArguments(args: readonly string[], known?: readonly string[]): string[] {
  return args.filter((arg) => !known || (arg.startsWith('-') && !known.includes(arg.replace(/^--?/, '').replace(/=.*$/s, ''))))
}

/**
 * Variables that make Chromium write its TLS keys to a file, or Node load and trust what they name, are forgotten. What Node and
 * Electron do with them before any program of theirs runs is off by fuse (scripts/package/fuses.ts). What the system's loader and
 * its libraries take from the environment (LD_PRELOAD, GTK_MODULES) is out of a program's reach: whoever starts it sees to that.
 * @param given the names that the program was started with: Electron takes some away before us, and whoever set them is to be known
 * @returns the names of all of them
 */
export function forgetVariables(env: NodeJS.ProcessEnv, given: readonly string[] = []): string[] {
  const names = [...new Set([...Object.keys(env), ...given])].filter((name) => /^(NODE_|ELECTRON_|SSLKEYLOGFILE$)/i.test(name))
  for (const name of names) Reflect.deleteProperty(env, name)
  return names
}
