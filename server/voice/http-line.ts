import type { SecureContext } from 'node:tls'
import { Secret, writeWire } from '@gatehouse/contract'
import { type HttpAnswer, httpCall, type HttpLimits, type HttpRequest } from '../../groundwork/outgoing/http-call.ts'
import { trusting } from '../../groundwork/outgoing/trust.ts'
import * as v from 'valibot'
import { fateIn, heardIn, messageIn, whyOf } from './answers.ts'
import { type VoiceLine, VoiceProblem } from './line.ts'

export type VoiceSettings = {
  /** The file of a socket on this machine, or an address. */
  at: { socket: string } | { url: string }
  /** PEM that is trusted instead of what the machine trusts. */
  ca?: string
  key: Secret
}

/** Milliseconds. Whoever places a call asks one provider after the other; a wait for news lasts up to 20 seconds. */
type Limits = { placing: HttpLimits; listening: HttpLimits; telling: HttpLimits }
const usualLimits: Limits = { placing: { connect: 3000, whole: 60_000 }, listening: { connect: 3000, whole: 30_000 }, telling: { connect: 3000, whole: 8000 } }

/** Calls by the voice process: docs/voice.md lists what is said to it. A connection of its own for each request. */
export function httpVoiceLine({ at, ca, key }: VoiceSettings, limits: Limits = usualLimits): VoiceLine {
  const closed = new AbortController()
  const base = 'url' in at ? at.url.replace(/\/+$/u, '') : 'http://voice'
  // Reading what the machine trusts takes its time, and a socket needs none of it.
  const secureContext: SecureContext = trusting('url' in at ? ca : '')
  const call = (path: string, within: HttpLimits, more: Pick<HttpRequest, 'json' | 'method' | 'signal'> = {}) =>
    httpCall({ url: new URL(`${base}/v1${path}`), bearer: key, signal: closed.signal, ...('socket' in at && { socket: at.socket }), ...more }, within, secureContext)
  const callPath = (id: string, part = '') => `/calls/${encodeURIComponent(id)}${part}`

  return {
    async place(wanted) {
      return fateIn(await call('/calls', limits.placing, { json: new Secret(writeWire(wanted)) }))
    },
    async heard(id, after, signal) {
      const answer = await call(callPath(id, `/heard?after=${after}`), limits.listening, { signal: signal ? AbortSignal.any([signal, closed.signal]) : closed.signal })
      return isUnknown(answer) ? 'lost' : heardIn(answer, after)
    },
    async verdict(id, n, verdict) {
      expectDone(await call(callPath(id, '/verdict'), limits.telling, { json: new Secret(JSON.stringify({ n, verdict })) }))
    },
    async hangUp(id) {
      expectDone(await call(callPath(id), limits.telling, { method: 'DELETE' }))
    },
    async check() {
      const { ok, why = 'no reason given' } = messageIn(Checked, await call('/check', limits.listening))
      if (!ok) throw new VoiceProblem(why)
    },
    close() {
      closed.abort()
      return Promise.resolve()
    },
  }
}

const Checked = v.object({ ok: v.boolean(), why: v.optional(v.string()) })

/** It does not know that call, or not any more. */
const isUnknown = (answer: HttpAnswer) => 'status' in answer && answer.status === 404

/** What is said to a call that nobody knows changes nothing, and is no trouble. */
function expectDone(answer: HttpAnswer): void {
  if ('status' in answer && (answer.status === 200 || isUnknown(answer))) return
  throw new VoiceProblem(whyOf(answer))
}
