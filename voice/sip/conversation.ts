import { ASKS, MOST_KEYS, SILENCE, type Verdict } from '../provider.ts'
import type { Key } from './telephone-event.ts'
import { TELEPHONE } from './wav.ts'

/** What is said, ready to be heard. */
export type Sounds = Readonly<Record<'ask' | Verdict, Int16Array>>

type Parts = {
  readonly sounds: Sounds
  readonly mouth: { readonly say: (sounds: readonly Int16Array[], then: () => void) => void; readonly stopSaying: () => void }
  /** What was keyed before #. */
  readonly keyed: (keys: string) => void
  readonly hangUp: () => void
  /** Milliseconds. */
  readonly silence?: number
}

/** A receiver needs a moment on its way to the ear. */
const lead = new Int16Array(0.6 * TELEPHONE)
/** So that the last word is not lost in what is still on its way when the line goes. */
const tail = new Int16Array(0.3 * TELEPHONE)

/** Asks, listens, says what became of it: as `Provider` promises, from the answer on. A key interrupts what is being said. */
export function conversation({ sounds, mouth, keyed, hangUp, silence = SILENCE * 1000 }: Parts) {
  let at: 'listening' | 'judging' | 'over' = 'listening'
  let keys = ''
  let asked = 0
  let timer: NodeJS.Timeout | undefined
  ask([lead])

  return {
    key(key: Key): void {
      if (at !== 'listening') return
      mouth.stopSaying()
      waitAnew()
      if (key === '#') give(keys)
      else if (key === '9' && keys === '') give(key)
      else if (keys.length < MOST_KEYS) keys += key
    },
    say(verdict: Verdict): void {
      if (at !== 'judging') return
      if (verdict === 'wrong') {
        at = 'listening'
        asked = 0
        ask([sounds.wrong])
      } else {
        at = 'over'
        mouth.say([sounds[verdict], tail], hangUp)
      }
    },
    end(): void {
      at = 'over'
      clearTimeout(timer)
      mouth.stopSaying()
    },
  }

  function ask(before: readonly Int16Array[]): void {
    asked += 1
    // Keys without their # were no answer.
    keys = ''
    mouth.say([...before, sounds.ask], waitAnew)
  }

  function waitAnew(): void {
    clearTimeout(timer)
    timer = setTimeout(() => {
      if (asked < ASKS) ask([])
      else hangUp()
    }, silence)
  }

  function give(what: string): void {
    at = 'judging'
    keys = ''
    clearTimeout(timer)
    keyed(what)
  }
}
