import * as v from 'valibot'
import { LONGEST_SIGNED } from '@gatehouse/contract/devices'
import { type HandOver, LONGEST_HAND_OVER, readHandOver } from './hand-over.ts'
import { linesOf } from './lines.ts'
import type { Pipe } from './pipe.ts'

/** Bytes of any line but the first, in either direction. */
const LONGEST_LINE = 4096
/** Milliseconds: for the hand-over, which the launcher writes before the client runs; for its answer to a question; for the last word. */
const HAND_OVER_LIMIT = 2000
const ANSWER_LIMIT = 5000
const LAST_WORD_LIMIT = 500

/** How the client ended by itself. */
export type Ending = 'done' | 'cancelled'

/** The launcher that started this client, as long as it is there. Nothing that is said to it ever waits. */
export type Launcher = {
  /** The first screen is shown. */
  ready: () => void
  /** What an administrator may want to know of this run. @param number stable */
  event: (number: number, text: string) => void
  /** A proof by the machine's own key for one enrolment, with the server's nonce; undefined: none came. */
  prove: (nonce: string) => Promise<string | undefined>
  enrolled: (device: string) => void
  /** The last word. Resolves when it was taken, or after half a second. */
  end: (how: Ending) => Promise<void>
  /** Calls back, once, when the pipe breaks or something comes out of it that no launcher says; at once where it has already. */
  onBroken: (broken: () => void) => void
}

type Parts = {
  pipe: Pipe
  /** Resolves after that many milliseconds. */
  wait: (milliseconds: number) => Promise<void>
  /** Calls back every five seconds until what it returns is called. */
  everyFewSeconds: (tick: () => void) => () => void
}

const Answer = v.strictObject({ proof: v.pipe(v.string(), v.minLength(1), v.maxLength(LONGEST_SIGNED)) })

/** Reads what is handed over. @returns it, and the launcher; or why this is none, in words for an administrator */
export function openLauncher({ pipe, wait, everyFewSeconds }: Parts): Promise<{ handOver: HandOver; launcher: Launcher } | { wrong: string }> {
  return new Promise((resolve) => {
    let first = true
    let isBroken = false
    let broken = (): void => undefined
    let quiet = (): void => undefined
    let asked: ((proof: string | undefined) => void) | undefined
    let owed = 0

    const refuse = (wrong: string): void => {
      first = false
      resolve({ wrong })
    }
    const end = (): void => {
      if (first) {
        refuse('nothing was handed over: standard input is no pipe, or was closed at once')
        return
      }
      if (isBroken) return
      isBroken = true
      quiet()
      asked?.(undefined)
      broken()
    }
    function begin(line: Buffer): void {
      const read = readHandOver(line)
      if ('wrong' in read) {
        refuse(`what was handed over ${read.wrong}`)
        return
      }
      first = false
      quiet = everyFewSeconds(() => say({ said: 'alive' }))
      resolve({ handOver: read, launcher })
    }
    function answer(line: Buffer): void {
      const proof = proofIn(line)
      // One that comes too late to be of use is an answer all the same.
      if (proof === undefined || owed === 0) {
        end()
        return
      }
      owed -= 1
      asked?.(proof)
    }
    function say(what: { said: string; [field: string]: unknown }): void {
      const line = `${JSON.stringify(what)}\n`
      if (Buffer.byteLength(line) <= LONGEST_LINE) pipe.write(line)
    }
    const launcher: Launcher = {
      ready: () => say({ said: 'ready' }),
      event: (event, text) => say({ said: 'event', event, text }),
      prove: (nonce) => new Promise((given) => {
        if (isBroken || asked) {
          given(undefined)
          return
        }
        const settle = (proof: string | undefined): void => {
          asked = undefined
          given(proof)
        }
        asked = settle
        owed += 1
        say({ said: 'prove', nonce })
        void wait(ANSWER_LIMIT).then(() => { if (asked === settle) settle(undefined) })
      }),
      enrolled: (device) => say({ said: 'enrolled', device }),
      end: (how) => {
        quiet()
        say({ said: how })
        return Promise.race([pipe.flushed(), wait(LAST_WORD_LIMIT)])
      },
      onBroken: (handler) => {
        broken = handler
        if (isBroken) handler()
      },
    }

    void wait(HAND_OVER_LIMIT).then(() => { if (first) refuse('nothing was handed over within two seconds') })
    pipe.listen(linesOf({
      longest: () => (first ? LONGEST_HAND_OVER : LONGEST_LINE),
      line: (line) => (first ? begin(line) : answer(line)),
      tooLong: () => (first ? refuse(`what was handed over is longer than ${LONGEST_HAND_OVER} bytes`) : end()),
    }), end)
  })
}

function proofIn(line: Buffer): string | undefined {
  try {
    const read = v.safeParse(Answer, JSON.parse(line.toString('utf8')))
    return read.success ? read.output.proof : undefined
  } catch {
    return undefined
  }
}
