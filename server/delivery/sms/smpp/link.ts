import { EventEmitter, once } from 'node:events'
import type { Log } from '../../ports.ts'
import { dial, type Endpoint } from './dial.ts'
import { command, type Delivery } from './pdu.ts'
import { session, type Session, type SessionLimits, type SignIn } from './session.ts'

/** Milliseconds. `connect`: until the connection stands. `again`: the first and the longest pause before another attempt. */
export type LinkLimits = SessionLimits & { connect: number; again: readonly [first: number, longest: number] }

export type Link = {
  /** @param within milliseconds @returns the session that is signed in, as soon as there is one; undefined when there is none in time */
  readonly ready: (within: number) => Promise<Session | undefined>
  /** Why nobody is signed in; undefined: somebody is. */
  readonly down: () => string | undefined
  readonly close: () => Promise<void>
}

type Parts = { endpoint: Endpoint; signIn: SignIn; limits: LinkLimits; onDelivery: (delivery: Delivery) => void; log: Log; name: string }

/**
 * A session that is always there as far as it can be: receipts come to whoever is signed in, long after a message was sent. It
 * signs in again, with growing pauses, whenever it ended.
 */
export function link({ endpoint, signIn, limits, onDelivery, log, name }: Parts): Link {
  const news = new EventEmitter<{ up: [] }>().setMaxListeners(0)
  const stop = new AbortController()
  let present: Session | undefined
  let why = 'not signed in yet'
  const [first, longest] = limits.again
  const isStopped = () => stop.signal.aborted
  const running = run()

  return {
    async ready(within) {
      if (!present && !isStopped()) await once(news, 'up', { signal: AbortSignal.any([AbortSignal.timeout(within), stop.signal]) }).catch(() => undefined)
      return present
    },
    down: () => (present ? undefined : why),
    async close() {
      stop.abort()
      if (present) await Promise.race([present.request(command.unbind, Buffer.alloc(0)), pause(1000)])
      present?.close('closed by us')
      await running
    },
  }

  async function run(): Promise<void> {
    let wait = first
    while (!isStopped()) {
      wait = await attempt() ? first : Math.min(wait * 2, longest)
      if (!isStopped()) await pause(wait, stop.signal)
    }
  }

  /** One session from its beginning to its end. @returns whether it was ever signed in */
  async function attempt(): Promise<boolean> {
    let mine: Session | undefined
    try {
      mine = session(await dial(endpoint, limits.connect), limits, onDelivery)
      await mine.bind(signIn)
    } catch (error) {
      const failure = error instanceof Error ? error.message : 'no reason given'
      mine?.close(failure)
      // A state that goes on is no news.
      if (failure !== why) log.warn({ provider: name, why: failure }, 'not signed in at a provider of SMS')
      why = failure
      return false
    }
    if (isStopped()) {
      mine.close('closed by us')
      return true
    }
    present = mine
    log.info({ provider: name }, 'signed in at a provider of SMS')
    news.emit('up')
    why = await mine.ended
    present = undefined
    if (!isStopped()) log.warn({ provider: name, why }, 'the connection to a provider of SMS ended')
    return true
  }
}

const pause = (milliseconds: number, signal?: AbortSignal) => new Promise<void>((resolve) => {
  const timer = setTimeout(resolve, milliseconds)
  timer.unref()
  signal?.addEventListener('abort', () => {
    clearTimeout(timer)
    resolve()
  }, { once: true })
})
