import type { Readiness as Answer, HealthPart } from '@gatehouse/contract'
import { failureOf } from '../failure-of.ts'

export type Readiness = () => Promise<Answer>

type Parts = {
  /** Each resolves when its part answers. */
  checks: Readonly<Record<HealthPart, () => Promise<void>>>
  /** Each mail server and provider of SMS, as it is known to stand; `codes`: false for one that carries no codes. */
  providers?: () => readonly (NonNullable<Answer['providers']>[number] & { codes?: boolean })[]
  policy?: () => { fingerprint?: string; unknownNames: number; refused: Readonly<NonNullable<Answer['policy']>['refused']> }
  log: Readonly<Record<'info' | 'warn', (fields: object, text: string) => void>>
  /** Milliseconds since whenever, by a clock that nobody sets: the one of the wall may jump back by an hour. */
  elapsed: () => number
}

// Many may ask, and a directory is not there to be asked by them. In milliseconds.
const LASTS = 2000
/** Longer than any part that works takes. */
const LIMIT = 2000

/** Whether everything answers that a recovery needs: asked at most once in two seconds, however many want to know. */
export function readinessOf({ checks, providers = () => [], policy, log, elapsed }: Parts): Readiness {
  let present: { answer: Promise<Answer>; at: number } | undefined
  const before = new Map<HealthPart, 'up' | 'down'>()

  return () => {
    if (!present || elapsed() - present.at >= LASTS) present = { answer: ask(), at: elapsed() }
    return present.answer
  }

  async function ask(): Promise<Answer> {
    const [store, directory, mail] = await Promise.all([stateOf('store'), stateOf('directory'), stateOf('mail')])
    const parts = { store, directory, mail }
    const status = store === 'up' && directory === 'up' ? 'ready' : 'not-ready'
    const known = providers()
    const held = policy?.()
    const short = known.filter(({ way, codes }) => way === 'sms' && codes !== false)
    const sms = short.some(({ state }) => state === 'up') ? 'up' as const : 'down' as const
    return { status, parts: { ...parts, ...(short.length > 0 && { sms }) }, ...(known.length > 0 && { providers: known.map(({ way, name, state }) => ({ way, name, state })) }), ...(held && { policy: { ...held, refused: [...held.refused] } }) }
  }

  async function stateOf(part: HealthPart): Promise<'up' | 'down'> {
    const failure = await failureOf(checks[part], LIMIT)
    const state = failure === undefined ? 'up' : 'down'
    // A change is news; a state that goes on is not.
    if (state === 'down' && before.get(part) !== 'down') log.warn({ part, why: failure }, 'part down')
    if (state === 'up' && before.get(part) === 'down') log.info({ part }, 'part up again')
    before.set(part, state)
    return state
  }
}
