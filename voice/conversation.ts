import type { End, Heard, Line, Verdict } from './provider.ts'

/** Numbered from 1, in the order in which it was heard. */
export type HeardAt = Heard & { readonly n: number }

/** Milliseconds. */
export type Times = {
  /** How long a verdict on keys may take. Whoever called us back waits for it, and Twilio for 15 seconds. */
  verdict: number
  /** After so long without news the line is asked where it stands. */
  quiet: number
  /** From answering to the end of everything, at the most. */
  talk: number
  /** How long a line may take to tell that it was hung up. */
  grace: number
  /** How long somebody waits who asks for news. */
  poll: number
}
export const usualTimes: Times = { verdict: 10_000, quiet: 10_000, talk: 180_000, grace: 10_000, poll: 20_000 }

/** Three ringings, some dozens of wrong keys: more is nobody's honest call. */
const MOST_HEARD = 60
const MOST_WAITING = 4

export type Conversation = {
  readonly heard: (what: Heard) => void
  /** Its line, once there is one. */
  readonly use: (line: Line) => void
  /** What was heard after that number, waiting for the first of it; nothing after `poll`, at the end, or when `signal` says so. */
  readonly since: (after: number, signal: AbortSignal) => Promise<readonly HeardAt[] | 'too-many'>
  /** @returns whether it was said: it answers the last keys, which nobody answered before, in a call that is not over */
  readonly verdict: (n: number, verdict: Verdict) => boolean
  readonly hangUp: () => void
  readonly isOver: () => boolean
  /** Lets everybody go who waits. Nothing is heard after it. */
  readonly close: () => void
}

type Parts = {
  ringSeconds: number
  times: Times
  /** Told once, when nothing more will be heard. */
  ended: (end: End) => void
}

/** One call as it is heard: a list that only grows, with one end, whatever the provider does or leaves out. */
export function conversation({ ringSeconds, times, ended }: Parts): Conversation {
  const list: HeardAt[] = []
  const waiting = new Set<() => void>()
  let line: Line | undefined
  let hangingUp = false
  let over = false
  /** The keys that wait for a verdict. */
  let unanswered: number | undefined
  let answered = false

  const timers = new Map<string, NodeJS.Timeout>()
  const stop = (name: string) => clearTimeout(timers.get(name))
  const start = (name: string, milliseconds: number, then: () => void) => {
    stop(name)
    timers.set(name, setTimeout(then, milliseconds).unref())
  }

  const wake = () => {
    for (const one of waiting) one()
  }
  const finish = () => {
    over = true
    for (const name of timers.keys()) stop(name)
    wake()
  }
  const listen = () => start('quiet', times.quiet, () => {
    void line?.ask()
    listen()
  })
  const heard = (what: Heard) => {
    if (over) return
    list.push({ ...what, n: list.length + 1 })
    if (what.what === 'answered') answered = true
    if (what.what === 'keys') {
      unanswered = list.length
      // Nobody judges them any more: the person is not kept waiting, and the screen is told.
      start('verdict', times.verdict, () => giveUp('network'))
    }
    if (isEnd(what)) {
      finish()
      ended(what.what)
    } else if (list.length >= MOST_HEARD) giveUp('network')
    else {
      listen()
      wake()
    }
  }
  const giveUp = (what: End) => {
    line?.hangUp()
    heard({ what })
  }
  const hangUp = () => {
    if (over || hangingUp) return
    hangingUp = true
    line?.hangUp()
    start('grace', times.grace, () => heard({ what: answered ? 'hung-up' : 'no-answer' }))
  }
  start('whole', ringSeconds * 1000 + times.talk, () => giveUp('network'))
  listen()

  return {
    heard, hangUp,
    use(given) {
      line = given
      // It may have been hung up before it was there.
      if (hangingUp || over) line.hangUp()
    },
    async since(after, signal) {
      const found = () => list.filter(({ n }) => n > after)
      if (found().length > 0 || over) return found()
      if (waiting.size >= MOST_WAITING) return 'too-many'
      await new Promise<void>((resolve) => {
        const done = () => {
          clearTimeout(limit)
          signal.removeEventListener('abort', done)
          waiting.delete(done)
          resolve()
        }
        const limit = setTimeout(done, times.poll)
        signal.addEventListener('abort', done)
        waiting.add(done)
      })
      return found()
    },
    verdict(n, verdict) {
      if (over || n !== unanswered) return false
      unanswered = undefined
      stop('verdict')
      line?.say(verdict)
      return true
    },
    isOver: () => over,
    close: finish,
  }
}

const isEnd = (what: Heard): what is { what: End } => what.what !== 'keys' && what.what !== 'ringing' && what.what !== 'answered'
