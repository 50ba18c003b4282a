import * as v from 'valibot'
import {
  operations, problem, Secret, TOKEN_HEADER, View, writeWire,
  type Operation, type OperationName, type Output, type Parsed, type Problem, type ProblemCode, type Result, type Workstation,
} from '@gatehouse/contract'
import { type Answer, readAnswer } from '../../client/answer.ts'
import type { Signer } from '../../client/device-proof.ts'
import { effortOf, inSlices, withEffort } from '../../client/effort.ts'
import type { Device, Handed } from '../device/device.ts'
import type { Log } from '../log/log.ts'
import { causeOf, type Cause } from './offline.ts'
import type { Proven, Shown } from './proven.ts'

type Parts = {
  proven: Proven
  /** What this machine is to the server. */
  device: Device
  /** Resolves after that many milliseconds. */
  wait: (milliseconds: number) => Promise<void>
  /** Whether the machine has a network at all. A yes proves nothing; a no is sure. */
  isOnline: () => boolean
  /** Why no answer came, where it can be told better than by this cause: somebody is in between. Never rejects. */
  inBetween: (cause: ProblemCode, signal: AbortSignal) => Promise<ProblemCode>
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
  /** Gets the next ticket of this machine, before somebody waits for it. */
  prepare: () => void
  /** Whether a recovery is under way. */
  isOpen: () => boolean
  /**
   * Forgets the recovery, token first, and drops what is still being asked in its name.
   * @returns tells the server that it was given up, where it still was under way
   */
  release: () => () => Promise<void>
}

/** A recovery as this process knows it: nobody else ever sees the token, and it is on no disk. */
type Held = { token: Secret; over: boolean; key: Signer | undefined }

/** Milliseconds that somebody who begins waits for the machine's ticket, which may mean being enrolled first; then it goes without. */
const TICKET_LIMIT = 5000

export function serverApi({ proven, device, wait, isOnline, inBetween, quote, workstation, breathe, log }: Parts): Api {
  let held: Held | undefined
  // Ticket and key for one recovery: with it they are thrown away.
  let handed: Promise<Handed | undefined> | undefined
  // Of whoever cannot prove what they are. It begins while the person still types.
  const effort = effortOf((asked) => inSlices(asked, breathe))
  let released = new AbortController()

  async function call<N extends OperationName>(name: N, input: Parsed<N>): Promise<Result<Output<N>>> {
    const { out } = operations[name]
    const { signal } = released
    const result = name === 'begin'
      ? await withEffort(effort, (shown) => begin({ ...input, ...workstation(), ...(shown && { effort: shown }) }, out, signal), () => call('about', {}))
      : await ask(name, input, out)
    // The answer to an earlier request was lost, or the key was pressed twice: the server has moved on, and the view it shows
    // now is the answer. Nothing is ever sent again by itself; a lost answer is found out by reading, not by repeating.
    const movedOn = !result.ok && (result.problem.code === 'step-used' || result.problem.code === 'not-possible-now')
    return movedOn ? ask('read', {}, out) : result
  }

  /** What was refused of a device was refused before anything else was looked at: it is sent again, once, with what may do. */
  async function begin<S extends Operation['out']>(input: unknown, out: S, signal: AbortSignal): Promise<Result<v.InferOutput<S>>> {
    const gone = () => signal.aborted
    const first = gone() ? undefined : await ticket()
    if (gone()) return failed('begin', 'client-fault', 'released')
    const result = await ask('begin', input, out, first)
    if (result.ok || !first) return result
    const { code } = result.problem
    if (!isOfDevice(code) || gone()) return result
    handed = undefined
    if (code === 'device-proof-refused') return result
    if (code === 'device-unknown') device.countsAsNone()
    const second = await ticket()
    return gone() ? result : ask('begin', input, out, second)
  }

  function prepare(): void {
    if (handed || proven.takesDevices() === false) return
    const mine = device.next()
    handed = mine
    // It may be one day that there is one: the network came back, the store was unlocked.
    void mine.then((got) => { if (!got && handed === mine) handed = undefined })
  }

  async function ticket(): Promise<Handed | undefined> {
    prepare()
    return (await Promise.race([handed, wait(TICKET_LIMIT)])) ?? undefined
  }

  async function ask<S extends Operation['out']>(name: OperationName, input: unknown, out: S, begins?: Handed): Promise<Result<v.InferOutput<S>>> {
    const operation: Shape = operations[name]
    const mine = held
    const { signal } = released
    if (operation.token === 'needs' && !mine) return failed(name, 'unknown-recovery')

    const shown = operation.token === 'needs' && mine ? { token: mine.token, key: mine.key } : { ...begins }
    const answer = await send(operation, input, shown, signal)
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
      held = { token: new Secret(token), over: false, key: begins?.key }
    }
    if (held && v.is(View, result.value)) held.over = result.value.step.kind === 'done' || result.value.step.kind === 'ended'
    return result
  }

  async function send({ method, path, longest }: Shape, input: unknown, shown: Shown, signal: AbortSignal): Promise<Answer | Cause> {
    try {
      return await proven.send({ method, path, signal, ...(longest !== undefined && { longest }), ...(method === 'POST' && { body: writeWire(input) }) }, shown)
    } catch (error) {
      const cause = causeOf(error)
      if (cause.code !== 'client-fault' && !isOnline()) return { ...cause, code: 'no-network' }
      return { ...cause, code: await inBetween(cause.code, signal) }
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
    handed = undefined
    released.abort()
    released = new AbortController()
    const { signal } = released
    return async () => {
      if (last && !last.over) await send(operations.cancel, {}, { token: last.token, key: last.key }, signal)
    }
  }

  return { call, prepare, isOpen: () => held !== undefined && !held.over, release }
}

/** In place of the server where the machine does not say which it is: every operation says so, in words and with a number. */
export function notSetUp(quote: () => string): Api {
  return {
    call: () => Promise.resolve({ ok: false, problem: problem('not-set-up', quote()) }),
    prepare: () => {},
    isOpen: () => false,
    release: () => () => Promise.resolve(),
  }
}

/** What a server says of a machine's ticket rather than of what is asked. */
const isOfDevice = (code: ProblemCode) => code === 'ticket-over' || code === 'device-unknown' || code === 'device-proof-refused'

/** An operation as the loop above sees it. */
type Shape = { method: 'GET' | 'POST' | 'DELETE'; path: string; token?: 'begins' | 'needs'; longest?: number }
