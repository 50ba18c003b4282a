import type { BrowserWindow as Window, BrowserWindowConstructorOptions, Net, ProxyConfig, Session } from 'electron'
import { operations, type ProblemCode } from '@gatehouse/contract'
import { hostOf } from '../api/certificates.ts'
import { causeOf } from '../api/offline.ts'
import { PINNED_KEY_NOT_IN_CERT_CHAIN, pinVerdict } from '../api/pins.ts'
import { sessionFetch } from '../api/session-fetch.ts'
import { axiosTransport } from '../api/transport.ts'
import type { Keep } from '../device/keep.ts'
import { onlyScreens, onlyServer, pageLimits } from '../kiosk/guards.ts'
import { SCREENS } from '../kiosk/scheme.ts'
import type { LineOfSight } from '../network/line-of-sight.ts'
import { keptIn } from './device.ts'
import type { Instruments, Shown } from './examine.ts'
import { confinedBy, type Drawing } from './sandbox.ts'

/** Milliseconds for a connection; a machine that is asked in vain is named sooner than anybody gives up. */
const CONNECT_LIMIT = 10_000

type Parts = {
  BrowserWindow: new (options: BrowserWindowConstructorOptions) => Window
  freshSession: () => Session
  serve: (session: Session) => void
  readFile: (file: string) => Promise<string>
  platform: NodeJS.Platform
  /** Undefined where the machine does not say which it is. */
  server: string | undefined
  net: Pick<Net, 'request'>
  /** As every request's: who is in between, where no answer came. */
  inBetween: (cause: ProblemCode, signal: AbortSignal) => Promise<ProblemCode>
  /** The way there that is configured, and the keys that it must rest on. */
  route: ProxyConfig
  pins: readonly string[]
  /** What the credential store has for that server. */
  keep: Keep | undefined
  sight: LineOfSight
}

/** What the doctor looks with: the same stack that every request and every screen takes, and nothing of a debugger's. */
export function instruments({ BrowserWindow, freshSession, serve, readFile, platform, server, net, inBetween, route, pins, keep, sight }: Parts): Instruments {
  const session = freshSession()
  if (server !== undefined) onlyServer(session, server)
  const onItsWay = session.setProxy(route)
  let shown: Shown | undefined
  const host = server === undefined ? '' : hostOf(server)
  // Judges as every request's session does, and looks on.
  session.setCertificateVerifyProc((request, judge) => {
    const code = pinVerdict(request, pins, host)
    if (request.hostname === host) shown = { certificate: request.certificate, verdict: code === PINNED_KEY_NOT_IN_CERT_CHAIN ? 'net::ERR_SSL_PINNED_KEY_NOT_IN_CERT_CHAIN' : request.verificationResult }
    judge(code)
  })

  return {
    async draw(): Promise<Drawing | undefined> {
      const own = freshSession()
      onlyScreens(own)
      serve(own)
      const window = new BrowserWindow({ show: false, webPreferences: { ...pageLimits, session: own } })
      try {
        await window.loadURL(`${SCREENS}/`)
        const pid = window.webContents.getOSProcessId()
        return { pid, sandboxed: platform === 'linux' ? confinedBy(await readFile(`/proc/${pid}/status`)) : undefined }
      } finally {
        window.destroy()
      }
    },
    async proxyFor(url) {
      await onItsWay
      return session.resolveProxy(url)
    },
    addresses: async (host) => (await session.resolveHost(host)).endpoints.map(({ address }) => address),
    connect: async ({ host, port }) => {
      const { connect } = await import('node:net')
      await new Promise<void>((resolve, reject) => {
        const socket = connect({ host, port, timeout: CONNECT_LIMIT })
        socket.once('connect', resolve).once('error', reject).once('timeout', () => reject(new Error('it does not answer')))
        for (const end of ['connect', 'error', 'timeout']) socket.once(end, () => socket.destroy())
      })
    },
    async ask() {
      if (server === undefined) throw new Error('there is no server to ask')
      await onItsWay
      const { method, path } = operations.about
      const { signal } = new AbortController()
      const said = await axiosTransport(sessionFetch(net, () => Promise.resolve(session), () => undefined), server)({ method, path, signal }).catch(causeOf)
      return { said: 'code' in said ? { ...said, code: await inBetween(said.code, signal) } : said, shown }
    },
    kept: () => (keep ? keptIn(keep) : Promise.resolve({ record: undefined })),
    look: sight.look,
    now: Date.now,
  }
}
