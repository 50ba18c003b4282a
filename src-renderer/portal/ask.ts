import { CONTRACT_VERSION, PORTAL_HEADER, problem, type ProblemCode, type Result, VERSION_HEADER } from '@gatehouse/contract'
import type * as v from 'valibot'
import { type Answer, readAnswer } from '../../client/answer.ts'
import { newQuote } from '../../client/quote.ts'

/** As long as Electron's client waits, in milliseconds: a slow line, and a directory's limit of 10 s. */
const TIME_LIMIT = 15_000

type Asked = { method: 'GET' | 'POST' | 'DELETE'; path: string; out: v.GenericSchema<unknown, unknown>; lasting?: true }

export type Ask = <S extends Asked>(operation: S, input: unknown, signal?: AbortSignal) => Promise<Result<v.InferOutput<S['out']>>>

type Parts = {
  fetch: typeof globalThis.fetch
  /** Whether the browser says that there is a network. A yes proves nothing. */
  isOnline: () => boolean
}

/**
 * Asks the page's own origin. Never throws: what can go wrong has a code.
 * Nothing is followed or sent anywhere else, nothing kept but what is the same for everybody; the recovery's cookie goes along by itself.
 */
export function askOver({ fetch, isOnline }: Parts): Ask {
  return async ({ method, path, out, lasting }, input, signal) => {
    const body = method === 'POST' ? JSON.stringify(input) : undefined
    const limit = AbortSignal.timeout(TIME_LIMIT)
    try {
      const response = await fetch(path, {
        method,
        headers: {
          'accept': 'application/json, application/problem+json', [VERSION_HEADER]: String(CONTRACT_VERSION), [PORTAL_HEADER]: '1',
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { body }),
        // What the browser keeps it never shows without asking.
        cache: lasting ? 'no-cache' : 'no-store', credentials: 'same-origin', redirect: 'error', referrerPolicy: 'no-referrer',
        signal: signal ? AbortSignal.any([limit, signal]) : limit,
      })
      const answer: Answer = { status: response.status, header: (name) => response.headers.get(name) ?? undefined, text: await response.text() }
      return readAnswer(answer, out, newQuote)
    } catch {
      return { ok: false, problem: problem(whyNot(limit.aborted), newQuote()) }
    }
  }

  /** A browser does not tell a page more than this. */
  function whyNot(late: boolean): ProblemCode {
    if (!isOnline()) return 'no-network'
    return late ? 'timed-out' : 'server-unreachable'
  }
}
