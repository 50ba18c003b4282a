import { createHmac } from 'node:crypto'
import type { Secret } from '@gatehouse/contract'
import type { HeardAt } from '../../voice/line.ts'
import type { Due } from './call-due.ts'
import type { CallLine } from './call-line.ts'

type Parts = {
  /** At least 32 random bytes in base64. */
  key: Secret
  /** Milliseconds since 1970. */
  now: () => number
  /** Resolves after that many milliseconds, or when the signal says so. */
  pause: (milliseconds: number, signal: AbortSignal) => Promise<void>
}

/** Milliseconds: until a telephone rings, and how much later than asked for a provider says that nobody answers. */
export const RINGS = { least: 2500, most: 6500 }
export const GIVES_UP = { least: 200, most: 2500 }
/** How long somebody listens at most until they are told that nothing was heard. */
const LISTENS = 15_000

/**
 * The call of somebody whom nobody can call: who does not exist, has no number, or whose number has had enough. It rings, and nobody
 * answers, in the times that real calls take (S-10). When, is told by a key and the call's name, so that every server tells the same.
 * @param calledAt when a real one would have been placed; whoever takes it up knows no more than when it was asked for
 */
export function nobodyCalled({ key, now, pause }: Parts, id: string, { calledAt, ringSeconds }: Pick<Due, 'calledAt' | 'ringSeconds'>): CallLine {
  const by = (what: string, { least, most }: typeof RINGS) => {
    const mac = createHmac('sha256', Buffer.from(key.reveal(), 'base64')).update(`nobody-called\n${what}\n${id}`).digest()
    return least + Math.floor(mac.readUInt32BE(0) / 2 ** 32 * (most - least))
  }
  const rings = calledAt + by('rings', RINGS)
  const all: readonly { at: number; heard: HeardAt }[] = [
    { at: rings, heard: { n: 1, what: 'ringing' } },
    { at: rings + ringSeconds * 1000 + by('gives-up', GIVES_UP), heard: { n: 2, what: 'no-answer' } },
  ]
  return {
    place: () => Promise.resolve({ fate: 'taken' }),
    async heard(after, signal) {
      const next = all.find(({ heard }) => heard.n > after)
      if (!next) return []
      await pause(Math.min(Math.max(0, next.at - now()), LISTENS), signal)
      return signal.aborted || now() < next.at ? [] : [next.heard]
    },
    verdict: () => Promise.resolve(),
    hangUp: () => Promise.resolve(),
  }
}
