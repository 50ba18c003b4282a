import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { closeSync, constants, openSync, rmSync, writeSync } from 'node:fs'
import { Socket } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import * as v from 'valibot'

/** One line of the client's. */
const Said = v.variant('said', [
  ...(['ready', 'alive', 'done', 'cancelled'] as const).map((said) => v.strictObject({ said: v.literal(said) })),
  v.strictObject({ said: v.literal('event'), event: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(0xffff)), text: v.string() }),
  v.strictObject({ said: v.literal('prove'), nonce: v.pipe(v.string(), v.minLength(1), v.maxLength(100)) }),
  v.strictObject({ said: v.literal('enrolled'), device: v.pipe(v.string(), v.uuid()) }),
])
export type Said = v.InferOutput<typeof Said>

/**
 * Stands in for the Windows launcher (windows/launcher/), which runs on Windows alone: the same words over two real pipes of this
 * system, and as strict with what it hears.
 */
export type StandInLauncher = {
  /** The client's ends: file descriptors for its standard input and output. */
  pipes: { input: number; output: number }
  /** Once the client has them: whoever else held them would keep it from hearing that we have gone. */
  handedOn: () => void
  /** @param what an object as JSON, or text as it is; an end of line comes after either */
  say: (what: object | string) => void
  /** Text as it is, which is no line yet. @returns whether the pipe took it: it may be full */
  write: (text: string) => boolean
  said: () => Said[]
  /** @returns the first such line */
  untilSaid: <W extends Said['said']>(what: W) => Promise<Extract<Said, { said: W }>>
  /** What it heard that no client may say. */
  faults: () => string[]
  /** Goes, as when it is killed: both pipes break. */
  hangUp: () => void
  /** Reads nothing any more, so that the client's pipe fills. */
  stopReading: () => void
}

/** Milliseconds for a word of the client's, on a busy machine too. */
const LIMIT = 60_000

/** @param folder in which it makes the two pipes' names, and takes them away at once */
export function standInLauncher(folder: string): StandInLauncher {
  const [to, from] = [join(folder, randomUUID()), join(folder, randomUUID())]
  execFileSync('mkfifo', [to, from])
  // Opened for both ways and without waiting, since the other end is not open yet.
  let ours: number | undefined = openSync(to, constants.O_RDWR | constants.O_NONBLOCK)
  const hears = new Socket({ fd: openSync(from, constants.O_RDONLY | constants.O_NONBLOCK), readable: true, writable: false })
  const pipes = { input: openSync(to, 'r'), output: openSync(from, 'w') }
  for (const name of [to, from]) rmSync(name)

  const said: Said[] = []
  const faults: string[] = []
  let begun = ''
  hears.setEncoding('utf8').on('error', () => undefined).on('data', (text: string) => {
    const lines = (begun + text).split('\n')
    begun = lines.pop() ?? ''
    for (const line of lines) {
      const read = v.safeParse(Said, JSON.parse(line))
      if (read.success && Buffer.byteLength(line) < 4096) said.push(read.output)
      else faults.push(line)
    }
  })
  const isSaid = <W extends Said['said']>(what: W) => (one: Said): one is Extract<Said, { said: W }> => one.said === what

  function write(text: string): boolean {
    if (ours === undefined) throw new Error('The launcher has gone')
    try {
      return writeSync(ours, text) === Buffer.byteLength(text)
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'EAGAIN') return false
      throw error
    }
  }

  return {
    pipes,
    handedOn: () => { for (const end of [pipes.input, pipes.output]) closeSync(end) },
    say: (what) => {
      if (!write(`${typeof what === 'string' ? what : JSON.stringify(what)}\n`)) throw new Error('The pipe is full')
    },
    write,
    said: () => [...said],
    async untilSaid(what) {
      for (const deadline = Date.now() + LIMIT; ;) {
        const found = said.find(isSaid(what))
        if (found) return found
        if (Date.now() > deadline) throw new Error(`The client did not say ${what}, but ${JSON.stringify(said)}`)
        await pause(50)
      }
    },
    faults: () => [...faults],
    hangUp() {
      if (ours !== undefined) closeSync(ours)
      ours = undefined
      hears.destroy()
    },
    stopReading: () => { hears.pause() },
  }
}
