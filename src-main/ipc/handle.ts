import type { IpcMain, IpcMainInvokeEvent } from 'electron'
import * as v from 'valibot'
import { problem, type Result } from '@gatehouse/contract'
import { whereOf, type Log } from '../log/log.ts'

type Parts = {
  ipcMain: Pick<IpcMain, 'handle'>
  /** Whether the sender is the page that we show. */
  isOurs: (event: IpcMainInvokeEvent) => boolean
  /** Whether the sender is a page that we showed until just now. */
  wasOurs: (event: IpcMainInvokeEvent) => boolean
  quote: () => string
  log: Log
}

/** Answers one verb of the bridge. The channel is the verb's own name. */
export type Handle = <S extends v.GenericSchema<unknown, unknown>>(
  verb: string, input: S, carryOut: (input: v.InferOutput<S>) => Promise<Result<unknown>>,
) => void

/**
 * The one way from a page into this process: who asks is checked, what they ask is parsed, and whatever happens they get a
 * `Result`. An error of ours is a problem with a number, never a stack, and never the end of the program.
 */
export function ipcHandle({ ipcMain, isOurs, wasOurs, quote, log }: Parts): Handle {
  return (verb, schema, carryOut) => {
    ipcMain.handle(verb, async (event, input: unknown): Promise<Result<unknown>> => {
      const refuse = (code: 'invalid-input' | 'client-fault', mistakes?: { where: string; what: string }[]): Result<never> =>
        ({ ok: false, problem: problem(code, quote(), { mistakes }) })
      if (!isOurs(event)) {
        // What was on its way as a page was closed is refused like all else, and no fault.
        if (!wasOurs(event)) log.error('stranger-refused', { verb })
        return refuse('client-fault')
      }
      const parsed = v.safeParse(schema, input)
      // What was received stays out of the words: it may be a password.
      if (!parsed.success) return refuse('invalid-input', parsed.issues.map((issue) => ({ where: v.getDotPath(issue) ?? '', what: issue.type })))
      try {
        return await carryOut(parsed.output)
      } catch (error) {
        const answer = refuse('client-fault')
        if (!answer.ok) log.error('verb-failed', { verb, correlation: answer.problem.correlation, ...whereOf(error) })
        return answer
      }
    })
  }
}
