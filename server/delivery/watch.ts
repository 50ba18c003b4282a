import type { Way } from '@gatehouse/contract'
import { failureOf } from '../failure-of.ts'
import type { Log } from './ports.ts'

export type Watched = {
  way: Way
  name: string
  /** False: it carries notices alone, and no code waits for it. */
  codes?: boolean
  /** Resolves when it could take a message now. @throws Error that says why not */
  check: () => Promise<void>
}

export type Watch = {
  /** How each stood when it was last looked at; at first as if it worked. */
  readonly states: () => readonly (Pick<Watched, 'way' | 'name' | 'codes'> & { state: 'up' | 'down' })[]
  /** Whether every provider of a way's codes is down. A way without one has none that could be. */
  readonly isDelayed: (way: Way) => boolean
  readonly isDown: (name: string) => boolean
  readonly stop: () => void
}

/** In milliseconds. Longer than any provider that works takes. */
const LIMIT = 5000
const EVERY = 15_000

/**
 * Looks after all providers, whether there are messages or not. What people read while they wait rests on this alone, and never on
 * what became of a message: the first message for an account that exists would tell that it does (S-10).
 */
export function watch(providers: readonly Watched[], log: Log, every = EVERY): Watch {
  const down = new Map<string, string>()
  const look = () => void Promise.all(providers.map(one))
  look()
  const timer = setInterval(look, every)
  timer.unref()
  return {
    states: () => providers.map(({ way, name, codes = true }) => ({ way, name, codes, state: down.has(name) ? 'down' as const : 'up' as const })),
    isDelayed(way) {
      const ofTheWay = providers.filter((provider) => provider.way === way && provider.codes !== false)
      return ofTheWay.length > 0 && ofTheWay.every(({ name }) => down.has(name))
    },
    isDown: (name) => down.has(name),
    stop: () => clearInterval(timer),
  }

  async function one({ way, name, check }: Watched): Promise<void> {
    const why = await failureOf(check, LIMIT)
    // A change is news; a state that goes on is not.
    if (why !== undefined && !down.has(name)) log.warn({ way, provider: name, why }, 'provider down')
    if (why === undefined && down.has(name)) log.info({ way, provider: name }, 'provider up again')
    if (why === undefined) down.delete(name)
    else down.set(name, why)
  }
}
