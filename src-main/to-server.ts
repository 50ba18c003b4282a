// The way to the server, from settings and Electron: sessions, who is in between, what this machine is to the server, its operations.
import { hostname } from 'node:os'
import { setTimeout as wait } from 'node:timers/promises'
import { app, net, session } from 'electron'
import { newQuote } from '../client/quote.ts'
import { notSetUp, serverApi } from './api/api.ts'
import { hostOf } from './api/certificates.ts'
import { enrolling, enrollingBy } from './api/enrol.ts'
import { inBetween } from './api/in-between.ts'
import { type Proven, proven } from './api/proven.ts'
import { sessionFetch } from './api/session-fetch.ts'
import { axiosTransport } from './api/transport.ts'
import type { Config, Overrides } from './config/config.ts'
import { isLoopback } from './config/rules.ts'
import type { Device } from './device/device.ts'
import { handedDevice } from './device/handed-device.ts'
import { keepIn } from './device/keep.ts'
import { keptDevice } from './device/kept-device.ts'
import { onlyPage, onlyServer } from './kiosk/guards.ts'
import { NOT_ENROLLED } from './launcher/events.ts'
import type { Launched } from './launcher/launched.ts'
import type { Log } from './log/log.ts'
import { type LineOfSight, workstationOf } from './network/line-of-sight.ts'
import { routeOf } from './network/route.ts'
import { credentialsInMemory, type Credentials } from './secrets/credentials.ts'
import { systemCredentials } from './secrets/system.ts'

type Parts = {
  config: Config
  /** Of the development build. */
  overrides: Overrides | undefined
  /** Who started this client, and what it handed over: there the machine's key is with it. */
  launched: Launched | undefined
  sight: LineOfSight
  log: Log
}

export function toServer({ config, overrides, launched, sight, log }: Parts) {
  const { server } = config

  /** A session for requests: apart from the window's, on the way that is configured, with what it may reach. @param limit of its requests */
  async function requestSession(limit: (made: Electron.Session) => void): Promise<Electron.Session> {
    const made = freshSession()
    limit(made)
    if (config.pins && server !== undefined) {
      // Loaded where there are any: with them the crypto library.
      const { demandPins } = await import('./api/pins.ts')
      demandPins(made, config.pins, hostOf(server))
    }
    await made.setProxy(routeOf(config.proxy, config.pacScript))
    return made
  }

  function apiOf(server: string): ReturnType<typeof serverApi> {
    const here = isHere(server) // to reach this machine itself it needs no network
    const over = proven(axiosTransport(sessionFetch(net, () => requestSession((made) => onlyServer(made, server)), onNetworkGone), server), server)
    return serverApi({
      proven: over,
      device: deviceOf(server, over),
      wait: (milliseconds) => wait(milliseconds),
      isOnline: () => here || net.isOnline(),
      inBetween: betweenUsAnd(server),
      quote: newQuote,
      workstation: () => workstationOf(hostname(), config.site, sight.last()),
      breathe: () => new Promise((resolve) => setImmediate(resolve)),
      log,
    })
  }

  function deviceOf(server: string, over: Proven): Device {
    const { enrolmentCode: code } = config
    const parts = { proven: over, name: hostname(), quote: newQuote, log }
    if (!launched) return keptDevice({ server, code, keep: keepIn(credentials(), server), ask: enrolling(parts), log })
    const { launcher, handOver } = launched
    return handedDevice({ handed: handOver.device, code, ask: enrollingBy(launcher.prove, parts), enrolled: launcher.enrolled, notEnrolled: (why) => launcher.event(NOT_ENROLLED, why), log })
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
    return inBetween(sessionFetch(net, () => requestSession((made) => onlyPage(made, page)), onNetworkGone), page)
  }

  function credentials(): Credentials {
    if (!DEVELOPMENT || !overrides?.keyInMemory) return systemCredentials({ platform: process.platform, env: process.env, uid: process.getuid?.() ?? -1 })
    log.warn('device-key-in-memory')
    return credentialsInMemory()
  }

  return {
    api: server === undefined ? notSetUp(newQuote) : apiOf(server),
    /** For whoever looks at what is kept, and at who is in between. */
    looks: (): { keep: ReturnType<typeof keepIn> | undefined; inBetween: ReturnType<typeof inBetween> } => (server === undefined
      ? { keep: undefined, inBetween: (cause) => Promise.resolve(cause) }
      : { keep: keepIn(credentials(), server), inBetween: betweenUsAnd(server) }),
  }
}

/**
 * A session of its own, that nothing reaches from outside and that leaves nothing: without `persist:` it lives in memory, and what it
 * fetches is kept nowhere. By a name that no other has: the time, in nanoseconds.
 */
export function freshSession(): Electron.Session {
  return session.fromPartition(String(process.hrtime.bigint()), { cache: false })
}

/** Chromium starts another process for the network, but a session of before goes on asking the one that has gone. */
export function onNetworkGone(renew: () => void): void {
  app.on('child-process-gone', (_event, { serviceName }) => { if (serviceName === 'network.mojom.NetworkService') renew() })
}

function isHere(server: string): boolean {
  return isLoopback(new URL(server).hostname)
}
