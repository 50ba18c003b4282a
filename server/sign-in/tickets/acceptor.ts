import { join } from 'node:path'
import * as v from 'valibot'
import type { TicketRefusal } from '../ports.ts'
import { type Child, lineChild } from './line-child.ts'
import { ownerIn, type TicketOwner } from './pac.ts'
import { refusalOf } from './refusal.ts'

/** A ticket that was taken. `owner`: undefined where its domain controller named none. `bound`: to the channel that was given. */
export type Taken = { readonly name: string; readonly owner: TicketOwner | undefined; readonly bound: boolean; readonly token: string | undefined }
export type NotTaken = { readonly reason: TicketRefusal; readonly detail: string }

/** Takes tickets in a process of its own, which is started again when it ends. */
export type Acceptor = {
  /** @param token in base64 @param binding channel binding in base64 that the ticket must not speak against */
  readonly take: (token: string, binding: string | undefined) => Promise<Taken | NotTaken>
  readonly close: () => Promise<void>
}

export type AcceptorOptions = {
  readonly keytabFile: string
  /** `HTTP/register.corp.example@CORP.EXAMPLE` */
  readonly principal: string
  /** Where tickets that were seen are remembered: a folder of ours alone. */
  readonly replayFolder: string
  /** The Python of the system, which has the package. */
  readonly python?: readonly [string, ...string[]]
}

export type AcceptorLog = { readonly info: (facts: object, message: string) => void; readonly error: (facts: object, message: string) => void }

/** Milliseconds: until it is ready, which takes a part of a second; of one ticket, which takes one; before it is started again, at first and at last. */
export type Limits = { readonly begin: number; readonly take: number; readonly rest: number; readonly longestRest: number }
const usualLimits: Limits = { begin: 60_000, take: 5_000, rest: 500, longestRest: 60_000 }
/** So many wait for their turn; more at once are an attack. */
const MOST_WAITING = 100

const PROGRAM = join(import.meta.dirname, 'acceptor.py')

const SaidTaken = v.strictObject({ id: v.number(), name: v.string(), pac: v.nullable(v.string()), bound: v.boolean(), token: v.nullable(v.string()) })
const Said = v.union([
  v.strictObject({ ready: v.literal(true) }),
  v.strictObject({ ready: v.literal(false), detail: v.string() }),
  v.strictObject({ id: v.number(), routine: v.number(), detail: v.string() }),
  SaidTaken,
])

export function ticketAcceptor({ keytabFile, principal, replayFolder, python = ['/usr/bin/python3'] }: AcceptorOptions, log: AcceptorLog, limits = usualLimits): Acceptor {
  const waiting = new Map<number, (answer: Taken | NotTaken) => void>()
  let child: Child | undefined
  let ready = false
  let asked = 0
  let rest = limits.rest
  let complained: string | undefined
  let again: NodeJS.Timeout | undefined
  let impatience: NodeJS.Timeout | undefined
  let closed = false
  let over: Promise<void>
  start()

  return {
    take(token, binding) {
      if (!child || !ready || waiting.size >= MOST_WAITING) return Promise.resolve(notRunning)
      const id = ++asked
      const present = child
      return new Promise((resolve) => {
        // One that hangs would keep all others waiting.
        const tooLong = setTimeout(present.kill, limits.take)
        waiting.set(id, (answer) => {
          clearTimeout(tooLong)
          resolve(answer)
        })
        present.send(JSON.stringify({ id, token, ...(binding !== undefined && { binding }) }))
      })
    },
    async close() {
      closed = true
      clearTimeout(again)
      child?.kill()
      await over
    },
  }

  function start() {
    const one = lineChild([...python, '-I', PROGRAM, keytabFile, principal], environment(replayFolder), heard)
    child = one
    impatience = setTimeout(one.kill, limits.begin)
    over = one.ended.then(ended)
  }

  function heard(line: string) {
    const said = v.safeParse(Said, parsed(line))
    if (!said.success) return child?.kill()
    const { output } = said
    if ('ready' in output) {
      if (output.ready) begin()
      else complain(output.detail)
      return
    }
    waiting.get(output.id)?.('routine' in output ? { reason: refusalOf(output.routine, output.detail), detail: output.detail } : taken(output))
    waiting.delete(output.id)
  }

  function begin() {
    clearTimeout(impatience)
    ready = true
    rest = limits.rest
    complained = undefined
    log.info({ principal }, 'Kerberos tickets are taken')
  }

  function ended(lastWords: string) {
    child = undefined
    clearTimeout(impatience)
    for (const answer of waiting.values()) answer(notRunning)
    waiting.clear()
    if (closed) return
    if (ready || complained === undefined) complain(inWords(lastWords))
    ready = false
    again = setTimeout(start, rest)
    rest = Math.min(2 * rest, limits.longestRest)
  }

  /** Once for each reason, however often it is tried again. */
  function complain(detail: string) {
    if (complained !== detail) log.error({ principal, detail }, 'Kerberos tickets are not taken: people sign in with their password. It is tried again')
    complained = detail
  }

  function taken({ name, pac, bound, token }: v.InferOutput<typeof SaidTaken>): Taken {
    return { name, owner: pac === null ? undefined : ownerIn(Buffer.from(pac, 'base64')), bound, token: token ?? undefined }
  }
}

const notRunning: NotTaken = { reason: 'not-running', detail: 'the process that takes tickets is not running, or has too many before it' }

/** @param lastWords a Python that fails ends with the line that says why */
function inWords(lastWords: string): string {
  const last = lastWords.split('\n').at(-1) ?? ''
  if (/ENOENT|No module named/u.test(last)) return `the package python3-gssapi is not installed (${last})`
  return last === '' ? 'it ended without a word' : last
}

/** Nothing of ours, and no settings of the machine: all that is needed is in the keytab. */
const environment = (replayFolder: string) => ({ PATH: '/usr/bin:/bin', LC_ALL: 'C.UTF-8', KRB5_CONFIG: '/dev/null', KRB5RCACHEDIR: replayFolder })

function parsed(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
