import type { Secret } from '@gatehouse/contract'
import type { Log } from '../groundwork/log/log.ts'
import { type Conversation, conversation, type HeardAt, type Times, usualTimes } from './conversation.ts'
import type { PromptsFor } from './prompts.ts'
import type { Call, KeysWanted, Placed, Provider, Verdict } from './provider.ts'

/** What the server asks for. */
export type Wanted = { id: string; to: Secret; language: string; company: string; keysWanted: KeysWanted; ringSeconds: number }

export type CallFate = { fate: 'taken' } | { fate: 'not-now' | 'refused' | 'unknown'; why: string }

export type Calls = {
  /** Calls once, and tells whoever asks again for the same what became of it. @returns `other` when that id was given to another call */
  readonly place: (wanted: Wanted) => Promise<CallFate | 'other'>
  /** See `Conversation.since`. @returns undefined when there is no such call, or not any more */
  readonly heard: (id: string, after: number, signal: AbortSignal) => Promise<readonly HeardAt[] | 'too-many' | undefined>
  readonly verdict: (id: string, n: number, verdict: Verdict) => boolean | undefined
  readonly hangUp: (id: string) => true | undefined
  /** Lets everybody go who waits, and takes no more calls. The providers hang up themselves. */
  readonly close: () => void
}

type Parts = {
  /** Asked in this order: the next one where the one before certainly did not call. */
  providers: readonly Provider[]
  promptsFor: PromptsFor
  log: Log
  /** Calls at the same time. */
  most: number
  times?: Times
  now?: () => number
}

type Known = { wanted: Wanted; fate: Promise<CallFate>; talk: Conversation }

const MINUTE = 60_000
/** After the end: until everybody who follows it has heard of that. */
const REMEMBERED = 5 * MINUTE
/** No recovery lives longer: until then its id calls nobody again. */
const NEVER_AGAIN = 120 * MINUTE

/** The calls of this process. They live in its memory alone: after a restart nobody knows them, and the server does not ask twice for a call. */
export function createCalls({ providers, promptsFor, log, most, times = usualTimes, now = Date.now }: Parts): Calls {
  const known = new Map<string, Known>()
  const called = new Map<string, number>()
  let closed = false

  async function place(wanted: Wanted): Promise<CallFate | 'other'> {
    const before = known.get(wanted.id)
    if (before) return same(before.wanted, wanted) ? before.fate : 'other'
    tidy()
    if (called.has(wanted.id)) return { fate: 'refused', why: 'that call was made before' }
    const refused = noRoom()
    if (refused !== undefined) return { fate: 'not-now', why: refused }
    const { id } = wanted
    const talk = conversation({
      ringSeconds: wanted.ringSeconds,
      times,
      ended: (end) => {
        log.info({ call: id, end }, 'a call is over')
        setTimeout(() => known.delete(id), REMEMBERED).unref()
      },
    })
    const placing = begin(wanted, talk)
    known.set(id, { wanted, talk, fate: placing })
    const fate = await placing
    if (fate.fate === 'refused' || fate.fate === 'not-now') forget(id, talk)
    return fate
  }

  /** Placed by the first that does not say that it did not. */
  async function begin({ company, ...wanted }: Wanted, talk: Conversation): Promise<CallFate> {
    const { language, prompts } = promptsFor({ ...wanted, company })
    const call: Call = { ...wanted, language, prompts }
    called.set(call.id, now())
    let last: CallFate = { fate: 'not-now', why: 'no provider' }
    for (const provider of providers) {
      const placed = await provider.place(call, talk.heard)
      if ('line' in placed) talk.use(placed.line)
      last = fateIn(placed)
      log[last.fate === 'taken' ? 'info' : 'warn']({ call: call.id, provider: provider.name, ...last }, 'what became of placing a call')
      if (last.fate !== 'not-now') return last
    }
    return last
  }

  function noRoom(): string | undefined {
    if (closed) return 'it is stopping'
    if ([...known.values()].filter(({ talk }) => !talk.isOver()).length >= most) return `there are ${most} calls already`
    return known.size >= most * 20 ? 'too many calls in a few minutes' : undefined
  }

  function forget(id: string, talk: Conversation): void {
    talk.close()
    known.delete(id)
    called.delete(id)
  }

  function tidy(): void {
    for (const [id, at] of called) if (now() - at > NEVER_AGAIN) called.delete(id)
  }

  return {
    place,
    heard: async (id, after, signal) => known.get(id)?.talk.since(after, signal),
    verdict: (id, n, verdict) => known.get(id)?.talk.verdict(n, verdict),
    hangUp(id) {
      const one = known.get(id)
      one?.talk.hangUp()
      return one && true
    },
    close() {
      closed = true
      for (const { talk } of known.values()) talk.close()
    },
  }
}

const fateIn = (placed: Placed): CallFate => (placed.fate === 'taken' ? { fate: 'taken' } : { fate: placed.fate, why: placed.why })

const same = (one: Wanted, other: Wanted) =>
  one.to.reveal() === other.to.reveal() && one.language === other.language && one.company === other.company
  && one.keysWanted === other.keysWanted && one.ringSeconds === other.ringSeconds
