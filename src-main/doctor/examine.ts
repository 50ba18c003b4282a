import type { Answer } from '../../client/answer.ts'
import type { Cause } from '../api/offline.ts'
import type { Config } from '../config/config.ts'
import type { Sight } from '../network/line-of-sight.ts'
import { type Next, nextOf } from './address.ts'
import { certificateFinding, type Seen } from './certificate.ts'
import { clockFinding } from './clock.ts'
import { controllerFinding } from './controller.ts'
import { deviceFindings, type Kept } from './device.ts'
import { type Finding, findingsOf } from './finding.ts'
import { type Drawing, sandboxFinding } from './sandbox.ts'
import { serverFinding } from './server.ts'
import { settingsFinding } from './settings.ts'

/** What the machine and Chromium can tell. Nothing of it changes anything. */
export type Instruments = {
  /** Draws the first screen where nobody sees it. */
  draw: () => Promise<Drawing | undefined>
  /** As `Session.resolveProxy`. */
  proxyFor: (url: string) => Promise<string>
  /** Addresses of a name, as Chromium finds them; rejects where there is none. */
  addresses: (host: string) => Promise<string[]>
  /** Resolves when something accepts a connection there. */
  connect: (next: Next) => Promise<void>
  /** Asks the server what it is, over the way that every request takes. */
  ask: () => Promise<{ said: Answer | Cause; shown?: Shown | undefined }>
  /** What the credential store holds of this machine. */
  kept: () => Promise<Kept>
  look: () => Promise<Sight>
  /** Milliseconds of the machine's clock. */
  now: () => number
}

/** The certificate that was shown to Chromium, and what it thought of it: "net::OK". */
export type Shown = { certificate: Seen; verdict: string }

/**
 * Looks at everything that stands between this machine and a recovery, in the order in which one thing rests on another.
 * @param place where the settings are, for whoever puts them right
 */
export async function examine(config: Config, place: string, its: Instruments): Promise<Finding[]> {
  return [
    settingsFinding(config, place),
    sandboxFinding(await its.draw().catch(() => undefined)),
    ...(config.server === undefined ? notOnTheWay('there is no server in the settings') : await onTheWay(config.server, its)),
    ...(config.server === undefined ? [] : deviceFindings(await its.kept(), config.enrolmentCode !== undefined)),
    controllerFinding(await its.look(), config.domain),
  ]
}

async function onTheWay(server: string, its: Instruments): Promise<Finding[]> {
  const resolved = await its.proxyFor(`${server}/`)
  const next = nextOf(resolved, server)
  const [name, connection] = next ? await reached(next, its) : [findingsOf('name').notChecked('it is not known which'), findingsOf('connection').notChecked('it is not known where to')]
  const { said, shown } = await its.ask()
  const { host, protocol } = new URL(server)
  return [
    proxyFinding(resolved, next), name, connection,
    shown ? certificateFinding(shown.certificate, shown.verdict, host, its.now())
      : findingsOf('certificate').notChecked(protocol === 'http:' ? 'none is used to this machine itself' : 'none was shown'),
    serverFinding(said, server),
    'code' in said ? findingsOf('clock').notChecked('no answer came to compare it with') : clockFinding(said.header('date'), its.now()),
  ]
}

function proxyFinding(resolved: string, next: Next | undefined): Finding {
  const { ok, wrong } = findingsOf('proxy')
  if (!next) return wrong(`this system says "${resolved}", which is no way that is known`, 'the proxy settings of this machine, or of the client', { resolved })
  return ok(next.proxy ? `${next.host}:${next.port} is between this machine and the server` : 'none: the server is asked directly', { resolved })
}

async function reached(next: Next, { addresses, connect }: Instruments): Promise<[Finding, Finding]> {
  const [name, connection] = [findingsOf('name'), findingsOf('connection')]
  const who = next.proxy ? 'the proxy' : 'the server'
  const found = await addresses(next.host).catch((error: unknown) => (error instanceof Error ? error : new Error('no reason given')))
  if (found instanceof Error) {
    return [name.wrong(`${next.host}, ${who}, has no address (${wordOf(found)})`, "the name in the settings, or this machine's name servers"), connection.notChecked('there is no address')]
  }
  const there = name.ok(`${next.host} is ${found.join(', ')}`, { addresses: found })
  const failed = await connect(next).then(() => undefined, (error: unknown) => error)
  if (failed === undefined) return [there, connection.ok(`${next.host}:${next.port} accepts connections`)]
  return [there, connection.wrong(`${next.host}:${next.port}, ${who}, accepts no connection (${wordOf(failed)})`, `see that ${who} runs, and that no firewall stands between`)]
}

function notOnTheWay(why: string): Finding[] {
  return (['proxy', 'name', 'connection', 'certificate', 'server', 'clock', 'key-store', 'enrolment'] as const).map((check) => findingsOf(check).notChecked(why))
}

/** The system's or Chromium's own word for it. */
function wordOf(error: unknown): string {
  if (!(error instanceof Error)) return 'no reason given'
  return /net::(ERR_\w+)/.exec(error.message)?.[1] ?? ('code' in error && typeof error.code === 'string' ? error.code : error.message)
}
