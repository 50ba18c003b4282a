import { DirectoryProblem } from '../../recovery/ports.ts'
import { type Connection, openConnection } from './connection.ts'
import { connectionPool, type ConnectionPool } from './connection-pool.ts'
import { before } from './deadline.ts'
import type { DomainNames } from './domain.ts'
import { CONNECTIONS, type ControllerWatch, type DirectoryLog, type Endpoint, type Limits, type SignIn } from './options.ts'
import { WrongServicePassword } from './refused-sign-in.ts'
import { type Later, restAfterFailure } from './resting.ts'
import { type ControllerFacts, invocationOf, isReadOnly, judgedRoot, rootAttributes, settingsAttributes, settingsBytes } from './root-entry.ts'
import type { SignInPause } from './sign-in-pause.ts'

/** One domain controller, with a few connections and a memory of how it behaved. */
export type Controller = Pick<ConnectionPool, 'read' | 'write'> & {
  readonly endpoint: Endpoint
  /** It failed and is left alone for a while, so others go first. */
  readonly resting: () => boolean
  /** What it says of itself; connects for that if it was not spoken to yet. @throws DirectoryProblem */
  readonly facts: (deadline: AbortSignal) => Promise<ControllerFacts>
  readonly known: () => ControllerFacts | undefined
  readonly close: () => Promise<void>
}

/** It could not be signed in to: another controller may be asked, whatever the reason. */
export class NotUsable extends DirectoryProblem {}

export type ControllerParts = {
  readonly signIn: SignIn
  readonly domain: DomainNames
  readonly pause: SignInPause
  readonly log: DirectoryLog
  readonly limits: Limits
  readonly now: () => number
  readonly later: Later
  readonly watch: ControllerWatch
  /** Told of each connection that can be used. */
  readonly opened: (connection: Connection, host: string) => void
}

export function controllerAt(endpoint: Endpoint, { signIn, domain, pause, log, limits, now, later, watch, opened }: ControllerParts): Controller {
  const { host, port } = endpoint
  let facts: ControllerFacts | undefined
  let failing = false

  const pool = connectionPool(open, CONNECTIONS)
  const rests = (resting: boolean) => { watch.rests(domain.dns, host.toLowerCase(), resting) }
  const rest = restAfterFailure(() => pool.read(AbortSignal.timeout(limits.connect), ownEntry), later, rests)
  rests(false)

  return {
    endpoint,
    resting: rest.resting,
    known: () => facts,
    facts: (deadline) => noted(deadline, async () => facts ?? await pool.read(deadline, () => Promise.resolve(facts ?? neverLearnt()))),
    read: (deadline, work) => noted(deadline, () => pool.read(deadline, work)),
    write: (deadline, work) => noted(deadline, () => pool.write(deadline, work)),
    close: () => {
      rest.stop()
      return pool.close()
    },
  }

  /** A connection to a controller that says it is one of this domain's and fit to be asked. */
  async function open(): Promise<Connection> {
    try {
      const connection = await openConnection(endpoint, signIn, pause, limits.connect)
      try {
        facts = await before(AbortSignal.timeout(limits.connect), judged(connection))
      } catch (error) {
        connection.cut()
        throw error instanceof DirectoryProblem ? error : new DirectoryProblem('unreachable', 'it hung up, or said nothing, when it was asked what it is', { cause: error })
      }
      log.info({ host, port, readOnly: facts.readOnly }, 'connected to the directory')
      opened(connection, host)
      return connection
    } catch (error) {
      if (!(error instanceof DirectoryProblem) || error instanceof WrongServicePassword) throw error
      throw new NotUsable(error.kind, error.message.replace(/^[a-z-]+: /u, ''), { cause: error })
    }
  }

  async function judged(connection: Connection): Promise<ControllerFacts> {
    const [root] = await ownEntry(connection)
    const { partialSecrets, ...own } = judgedRoot(root, domain, now())
    const [settings] = await connection.search({ base: own.settings, attributes: settingsAttributes, bytes: settingsBytes })
    return { ...own, invocation: invocationOf(settings), readOnly: partialSecrets || isReadOnly(settings) }
  }

  function asked(result: 'answered' | 'failed') { watch.asked(domain.dns, host.toLowerCase(), result) }

  /** Remembers how it went. A call that came with no time left says nothing about the controller. */
  async function noted<T>(deadline: AbortSignal, work: () => Promise<T>): Promise<T> {
    const late = deadline.aborted
    try {
      const done = await work()
      asked('answered')
      if (failing) log.info({ host, port }, 'a domain controller is back')
      failing = false
      rest.well()
      return done
    } catch (error) {
      if (!isFailure(error)) asked('answered')
      else if (!late) {
        asked('failed')
        if (!failing) log.warn({ host, port, detail: error.message }, 'a domain controller failed: others go first, and it is tried again in the background')
        failing = true
        rest.failed()
      }
      throw error
    }
  }
}

const ownEntry = (connection: Connection) => connection.search({ base: '', attributes: rootAttributes })

const isFailure = (error: unknown): error is DirectoryProblem =>
  error instanceof NotUsable || (error instanceof DirectoryProblem && (error.kind === 'unreachable' || error.kind === 'lost'))

function neverLearnt(): never {
  throw new Error('a connection was opened without a look at what it leads to')
}
