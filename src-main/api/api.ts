import * as v from 'valibot'
import {
  operations, problem, Secret, TOKEN_HEADER, View, writeWire,
  type Operation, type OperationName, type Output, type Parsed, type Problem, type ProblemCode, type Result, type Workstation,
} from '@gatehouse/contract'
import { type Answer, readAnswer } from '../../client/answer.ts'
import { effortOf, inSlices, withEffort } from '../../client/effort.ts'
import type { Log } from '../log/log.ts'
import { causeOf, type Cause } from './offline.ts'
import type { Transport } from './transport.ts'

type Parts = {
  transport: Transport
  /** Whether the machine has a network at all. A yes proves nothing; a no is sure. */
  isOnline: () => boolean
  /** A number to quote, for problems that no server has numbered. */
  quote: () => string
  /** What this machine knows of its own place in the directory: it goes along when a recovery begins. */
  workstation: () => Workstation
  /** Resolves once others had their turn: the effort of a beginning takes a while. */
  breathe: () => Promise<void>
  log: Log
}

export type Api = {
  /** Carries out one operation. Never throws: what can go wrong has a code. */
  call: <N extends OperationName>(name: N, input: Parsed<N>) => Promise<Result<Output<N>>>
  /** Whether a recovery is under way. */
  isOpen: () => boolean
  /**
   * Forgets the recovery, token first, and drops what is still being asked in its name.
   * @returns tells the server that it was given up, where it still was under way
   */
  release: () => () => Promise<void>
}

/** A recovery as this process knows it: nobody else ever sees the token, and it is on no disk. */
type Held = { token: Secret; over: boolean }

export function serverApi({ transport, isOnline, quote, workstation, breathe, log }: Parts): Api {
  let held: Held | undefined
  // Of whoever cannot prove what they are. It begins while the person still types.
  const effort = effortOf((asked) => inSlices(asked, breathe))
  let released = new AbortController()

  async function call<N extends OperationName>(name: N, input: Parsed<N>): Promise<Result<Output<N>>> {
    const { out } = operations[name]
    const result = name === 'begin'
      ? await withEffort(effort, (shown) => ask(name, { ...input, ...workstation(), ...(shown && { effort: shown }) }, out), () => call('about', {}))
      : await ask(name, input, out)
    // The answer to an earlier request was lost, or the key was pressed twice: the server has moved on, and the view it shows
    // now is the answer. Nothing is ever sent again by itself; a lost answer is found out by reading, not by repeating.
    const movedOn = !result.ok && (result.problem.code === 'step-used' || result.problem.code === 'not-possible-now')
    return movedOn ? ask('read', {}, out) : result
  }

  async function ask<S extends Operation['out']>(name: OperationName, input: unknown, out: S): Promise<Result<v.InferOutput<S>>> {
    const operation: Shape = operations[name]
    const mine = held
    const { signal } = released
    if (operation.token === 'needs' && !mine) return failed(name, 'unknown-recovery')

    const answer = await send(operation, input, mine, signal)
    if ('code' in answer) return failed(name, answer.code, answer.detail)
    if (signal.aborted) return failed(name, 'client-fault', 'released')
    const result = readAnswer(answer, out, quote)
    if (!result.ok) {
      if (result.problem.code === 'unknown-recovery' && held === mine) held = undefined
      log.warn('request-refused', { operation: name, code: result.problem.code, correlation: result.problem.correlation, status: answer.status })
      return result
    }
    if (name === 'about' && v.is(operations.about.out, result.value)) effort.begin(result.value.effort)
    if (operation.token === 'begins') {
      const token = answer.header(TOKEN_HEADER)
      if (token === undefined) return failed(name, 'not-our-server', 'no token')
      held = { token: new Secret(token), over: false }
    }
    if (held && v.is(View, result.value)) held.over = result.value.step.kind === 'done' || result.value.step.kind === 'ended'
    return result
  }

  async function send({ method, path, token, longest }: Shape, input: unknown, mine: Held | undefined, signal: AbortSignal): Promise<Answer | Cause> {
    try {
      const headers = token === 'needs' && mine ? { authorization: `Bearer ${mine.token.reveal()}` } : undefined
      return await transport({ method, path, signal, ...(longest !== undefined && { longest }), ...(headers && { headers }), ...(method === 'POST' && { body: writeWire(input) }) })
    } catch (error) {
      const cause = causeOf(error)
      return cause.code !== 'client-fault' && !isOnline() ? { ...cause, code: 'no-network' } : cause
    }
  }

  function failed(operation: OperationName, code: ProblemCode, detail?: string): { ok: false; problem: Problem } {
    const correlation = quote()
    log.warn('request-failed', { operation, code, correlation, detail })
    return { ok: false, problem: problem(code, correlation) }
  }

  function release(): () => Promise<void> {
    const last = held
    held = undefined
    released.abort()
    released = new AbortController()
    const { signal } = released
    return async () => {
      if (last && !last.over) await send(operations.cancel, {}, last, signal)
    }
  }

  return { call, isOpen: () => held !== undefined && !held.over, release }
}

/** In place of the server where the machine does not say which it is: every operation says so, in words and with a number. */
export function notSetUp(quote: () => string): Api {
  return {
    call: () => Promise.resolve({ ok: false, problem: problem('not-set-up', quote()) }),
    isOpen: () => false,
    release: () => () => Promise.resolve(),
  }
}

/** An operation as the loop above sees it. */
type Shape = { method: 'GET' | 'POST' | 'DELETE'; path: string; token?: 'begins' | 'needs'; longest?: number }
