import * as v from 'valibot'
import { Workstation } from '@gatehouse/contract'
import type { Log } from '../log/log.ts'
import type { Target } from './controllers.ts'

/**
 * Whether this machine reaches a controller of its domain: what decides which password it takes, the directory's or the one
 * that it remembers from the last sign-in.
 */
export type Sight =
  | { controller: 'reached'; host: string }
  | { controller: 'not-reached' }
  /** It belongs to no domain, or nobody told us which: nothing is said then. */
  | { controller: 'unknown' }

type Parts = {
  /** Where controllers may be; it may take its time, and reject. */
  find: () => Promise<readonly Target[]>
  /** Resolves when something accepts a connection there. */
  connect: (target: Target, signal: AbortSignal) => Promise<void>
  /** Milliseconds that never jump. */
  elapsed: () => number
  log: Log
}

/** Milliseconds for the whole look. The screens do not wait for it. */
const LIMIT = 4000
/** A cable that is plugged in shows that soon; in milliseconds. */
const LASTS = 5000

export type LineOfSight = {
  /** Looks, at most once in five seconds however often it is asked. Never rejects. */
  readonly look: () => Promise<Sight>
  /** What was seen last, without waiting. */
  readonly last: () => Sight
}

export function lineOfSight({ find, connect, elapsed, log }: Parts): LineOfSight {
  let present: { at: number; sight: Promise<Sight> } | undefined
  let last: Sight = nothingSeen

  async function look(): Promise<Sight> {
    const enough = new AbortController()
    const limit = setTimeout(() => enough.abort(), LIMIT)
    const sight = await Promise.race([firstOf(enough.signal), tooLong(enough.signal)])
    clearTimeout(limit)
    // Those that have not answered by now are not waited for.
    enough.abort()
    if (sight.controller !== last.controller) log.info('line-of-sight', sight)
    last = sight
    return sight
  }

  async function firstOf(signal: AbortSignal): Promise<Sight> {
    try {
      const targets = await find()
      signal.throwIfAborted()
      const host = await Promise.any(targets.map((target) => connect(target, signal).then(() => target.host)))
      return { controller: 'reached', host }
    } catch {
      return { controller: 'not-reached' }
    }
  }

  return {
    look() {
      if (!present || elapsed() - present.at >= LASTS) present = { at: elapsed(), sight: look() }
      return present.sight
    },
    last: () => last,
  }
}

const nothingSeen: Sight = { controller: 'unknown' }

/** On a machine whose domain nobody told us. */
export const noDomain: LineOfSight = { look: () => Promise.resolve(nothingSeen), last: () => nothingSeen }

/**
 * What the server is told of this machine: its name, which the person later reads in a notice, and its place, so that the server can see whether
 * a change has arrived where the machine looks. What the contract would refuse is not told: a name from odd DNS must keep nobody out.
 * @param host the machine's name, with or without a domain
 */
export const workstationOf = (host: string, site: string | undefined, sight: Sight): Workstation => ({
  // As Windows makes a NetBIOS name of it.
  ...fitting('name', host.split('.')[0]?.slice(0, 15)), ...fitting('site', site), ...fitting('controller', sight.controller === 'reached' ? sight.host : undefined),
})

const fitting = (part: keyof Workstation, value: string | undefined): Workstation =>
  (value !== undefined && v.is(Workstation.entries[part], value) ? { [part]: value } : {})

const tooLong = (signal: AbortSignal) =>
  new Promise<Sight>((resolve) => signal.addEventListener('abort', () => resolve({ controller: 'not-reached' }), { once: true }))
