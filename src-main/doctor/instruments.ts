import type { BrowserWindow as Window, BrowserWindowConstructorOptions, ProxyConfig, Session } from 'electron'
import { operations } from '@gatehouse/contract'
import { causeOf } from '../api/offline.ts'
import { axiosTransport } from '../api/transport.ts'
import { onlyScreens, onlyServer, pageLimits } from '../kiosk/guards.ts'
import { SCREENS } from '../kiosk/scheme.ts'
import type { LineOfSight } from '../network/line-of-sight.ts'
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
  /** The way there that is configured. */
  route: ProxyConfig
  sight: LineOfSight
}

/** What the doctor looks with: the same stack that every request and every screen takes, and nothing of a debugger's. */
export function instruments({ BrowserWindow, freshSession, serve, readFile, platform, server, route, sight }: Parts): Instruments {
  const session = freshSession()
  if (server !== undefined) onlyServer(session, server)
  const onItsWay = session.setProxy(route)
  let shown: Shown | undefined
  // Looks on, and leaves the judgement with Chromium: -3.
  session.setCertificateVerifyProc(({ certificate, verificationResult }, judge) => {
    shown = { certificate, verdict: verificationResult }
    judge(-3)
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
      const net = await import('node:net')
      await new Promise<void>((resolve, reject) => {
        const socket = net.connect({ host, port, timeout: CONNECT_LIMIT })
        socket.once('connect', resolve).once('error', reject).once('timeout', () => reject(new Error('it does not answer')))
        for (const end of ['connect', 'error', 'timeout']) socket.once(end, () => socket.destroy())
      })
    },
    async ask() {
      if (server === undefined) throw new Error('there is no server to ask')
      await onItsWay
      const { method, path } = operations.about
      const said = await axiosTransport((input, init) => session.fetch(input instanceof URL ? input.href : input, init), server)({ method, path, signal: new AbortController().signal }).catch(causeOf)
      return { said, shown }
    },
    look: sight.look,
    now: Date.now,
  }
}
