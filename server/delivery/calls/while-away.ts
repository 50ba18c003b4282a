import { type HeardAt, VoiceProblem } from '../../voice/line.ts'
import type { Log } from '../ports.ts'
import type { CallLine } from './call-line.ts'

type Parts = {
  readonly log: Log
  /** Resolves after that many milliseconds, or when the signal says so. */
  readonly pause: (milliseconds: number, signal: AbortSignal) => Promise<void>
}

/** Milliseconds between two tries to ask a voice process that does not answer. */
const ASK_AGAIN = 1000

/**
 * What is heard of a call after that number. The voice process may be away for a while: then nothing was heard yet, and whoever listens
 * asks again. One that has lost the call says so, which is the network's end of it.
 */
export async function heardOf(line: Pick<CallLine, 'heard'>, after: number, signal: AbortSignal, { log, pause }: Parts): Promise<readonly HeardAt[]> {
  try {
    const found = await line.heard(after, signal)
    return found === 'lost' ? [{ n: after + 1, what: 'network' }] : found
  } catch (error) {
    if (signal.aborted) return []
    if (!(error instanceof VoiceProblem)) throw error
    log.warn({ why: error.message }, 'the voice process does not say how a call fares')
    await pause(ASK_AGAIN, signal)
    return []
  }
}

/** Tells the voice process something that it can do without while it is away. */
export async function unlessAway(tell: () => Promise<void>, log: Log): Promise<void> {
  try {
    await tell()
  } catch (error) {
    if (!(error instanceof VoiceProblem)) throw error
    log.warn({ why: error.message }, 'the voice process was not told')
  }
}
