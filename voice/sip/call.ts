import type { Call, End, Heard, Line, Placed } from '../provider.ts'
import { Secret } from '@gatehouse/contract'
import { conversation, type Sounds } from './conversation.ts'
import { meaningOf } from './fate.ts'
import { incoming } from './incoming.ts'
import { outgoing, type Over, type Setting } from './outgoing.ts'
import type { Sound } from './sound.ts'
import type { Key } from './telephone-event.ts'

export type Log = { readonly warn: (fields: object, message: string) => void }

type Parts = {
  readonly call: Pick<Call, 'id' | 'ringSeconds'>
  readonly setting: Setting
  readonly sounds: Sounds
  readonly sound: Sound
  readonly heard: (what: Heard) => void
  readonly log: Log
  /** Milliseconds from "it is being put through" until it counts as taken, though nothing rings. */
  readonly taken: number
}

export type Running = {
  readonly placed: Promise<Placed>
  /** The second way that keys come, `pressed` over RTP. */
  readonly pressed: (key: Key) => void
  readonly hangUp: () => void
  /** After `hangUp`: when the other side knows. */
  readonly settled: Promise<void>
  readonly stop: () => void
  /** Nothing is left of it. */
  readonly gone: Promise<void>
}

/** One call from its INVITE to its end: puts together what is said (SIP), what is heard (RTP) and what it means. */
export function call({ call: { id, ringSeconds }, setting, sounds, sound, heard, log, taken }: Parts): Running {
  const { wire } = setting
  let place: (placed: Placed) => void = () => undefined
  const placed = new Promise<Placed>((resolve) => { place = resolve })
  let settle: () => void = () => undefined
  let leave: () => void = () => undefined
  const gone = new Promise<void>((resolve) => { leave = resolve })
  const settled = new Promise<void>((resolve) => { settle = resolve })
  let state: 'asked' | 'taken' | 'ringing' | 'answered' | 'over' = 'asked'
  let proceeds = false
  let talk: ReturnType<typeof conversation> | undefined
  let patience: NodeJS.Timeout | undefined
  let ring: NodeJS.Timeout | undefined
  /** Keys come one of two ways; of a system that sends both, the first that was used is listened to. */
  let way: 'rtp' | 'info' | undefined

  const line: Line = { say: (verdict) => talk?.say(verdict), hangUp: () => out.hangUp(), ask: () => Promise.resolve() }

  const out = outgoing(setting, {
    proceeding() {
      proceeds = true
      patience ??= setTimeout(take, taken)
      ring ??= ringing()
    },
    ringing() {
      if (state !== 'asked' && state !== 'taken') return
      take()
      state = 'ringing'
      clearTimeout(ring)
      ring = ringing()
      heard({ what: 'ringing' })
    },
    answered(media) {
      take()
      state = 'answered'
      clearTimeout(ring)
      heard({ what: 'answered' })
      sound.with(media)
      talk = conversation({ sounds, mouth: sound, keyed: (keys) => heard({ what: 'keys', keys: new Secret(keys) }), hangUp: () => out.hangUp() })
    },
    over,
    settled: settle,
  })
  const into = incoming(setting, out, {
    key: (key) => pressed(key, 'info'),
    moved: (media) => sound.with(media),
    hungUp: () => out.theyHungUp(),
  })
  wire.listen({
    message: (message) => (message.kind === 'response' ? out.heard(message) : into.heard(message)),
    broken: (words) => out.lost(words),
  })

  return {
    placed, settled, gone, stop,
    pressed: (key) => pressed(key, 'rtp'),
    hangUp: () => out.hangUp(),
  }

  function stop(): void {
    out.stop()
    into.stop()
    sound.close()
    wire.close()
    leave()
  }

  function pressed(key: Key, by: 'rtp' | 'info'): void {
    way ??= by
    if (way === by) talk?.key(key)
  }

  function take(): void {
    clearTimeout(patience)
    if (state === 'asked') state = 'taken'
    place({ fate: 'taken', line })
  }

  /** From "it is being put through", and anew from the first ringing: setting a call up into another country takes long. */
  function ringing(): NodeJS.Timeout {
    return setTimeout(() => out.hangUp(), ringSeconds * 1000)
  }

  function over(how: Over): void {
    const before = state
    state = 'over'
    clearTimeout(patience)
    clearTimeout(ring)
    talk?.end()
    if (sound.strange() > 0) log.warn({ call: id, packets: sound.strange() }, 'sound came from elsewhere than the telephone system said, and was not heard')
    sound.close()
    // Whoever still speaks is answered until nobody speaks any more.
    setTimeout(stop, setting.times.unheard).unref()
    tell(how, before)
  }

  function tell(how: Over, before: typeof state): void {
    const why = how.why === 'turned-down' ? `SIP ${how.status}` : how.why === 'broken' ? how.words : how.why
    if (how.why === 'turned-down') {
      const meaning = meaningOf(how.status)
      if ('fate' in meaning && before === 'asked') place({ ...meaning, why })
      else end('heard' in meaning ? meaning.heard : 'network')
    } else if (how.why === 'broken' && before === 'asked' && !proceeds && wire.protocol === 'UDP') {
      // The system that we spoke to said that nobody listens there.
      place({ fate: 'not-now', why })
    } else if (how.why === 'ours' || how.why === 'theirs') {
      end(before === 'answered' ? 'hung-up' : 'no-answer')
    } else {
      log.warn({ call: id, why }, 'a call ended for a reason that is no person')
      if (before === 'asked') place({ fate: 'unknown', why, line })
      end('network')
    }
  }

  function end(what: End): void {
    place({ fate: 'taken', line })
    heard({ what })
  }
}
