import type { IncomingMessage, ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import type { SmsBox } from '../sms-box.ts'
import { isTurnedAway, notFound, refuse, say } from '../twilio/answer.ts'
import type { Refusal } from '../twilio/fault.ts'
import type { Codes, Verification } from './codes.ts'
import { type Fault, refusalFor } from './fault.ts'

/** What somebody asked for: `judge` with what was typed. */
export type Asked = { what: 'service' | 'send' | 'cancel' | 'judge'; sid?: string; code?: string }

export type State = {
  account: string
  token: string
  service: string
  box: SmsBox
  codes: Codes
  /** Everything that was asked by somebody who signed in, in its order. */
  asked: Asked[]
  /** Milliseconds before an answer goes out, asked for each of them. */
  pause: () => number
}

/** Answers one request as https://www.twilio.com/docs/verify/api says, or as the fault has it. */
export async function answerAs(state: State, fault: Fault | undefined, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method, url = '' } = request
  const form = new URLSearchParams(method === 'POST' ? await text(request) : '')
  if (isTurnedAway(fault, request, response, state)) return
  const answer = fault === '503-page' || fault === '404-page' ? 'page' : refusalFor(fault, form.get('To') ?? '') ?? done(state, method ?? '', url, form)
  await new Promise((resolve) => setTimeout(resolve, state.pause()))
  if (answer === 'page') response.writeHead(Number(fault?.slice(0, 3)), { 'content-type': 'text/html' }).end(`<h1>Gone</h1>${form.get('To') ?? ''}`)
  else if ('code' in answer) refuse(response, answer)
  else send(response, fault, answer)
}

type Done = { status: number; body: Record<string, unknown> }

/** What is asked for is done, whatever becomes of the answer. */
function done({ service, codes, box, asked }: State, method: string, url: string, form: URLSearchParams): Done | Refusal {
  const base = `/v2/Services/${service}`
  const [, sid] = new RegExp(`^${base}/Verifications/(VE[0-9a-f]{32})$`, 'u').exec(url) ?? []
  if (method === 'GET' && url === base) {
    asked.push({ what: 'service' })
    return { status: 200, body: { sid: service, friendly_name: 'Contoso', code_length: codes.length } }
  }
  if (method === 'POST' && url === `${base}/Verifications`) {
    asked.push({ what: 'send' })
    const begun = form.get('Channel') === 'sms' ? codes.begin(form.get('To') ?? '', form.get('Locale') ?? '') : undefined
    if (!begun) return { status: 429, code: 60203, message: 'Max send attempts reached' }
    box.add({ id: begun.sid, to: begun.to, from: 'VERIFY', text: `Your Contoso verification code is: ${begun.code}` })
    return { status: 201, body: resourceOf(begun) }
  }
  if (method === 'POST' && sid !== undefined && form.get('Status') === 'canceled') {
    asked.push({ what: 'cancel', sid })
    const cancelled = codes.cancel(sid)
    return cancelled ? { status: 200, body: resourceOf(cancelled) } : notFound
  }
  if (method === 'POST' && url === `${base}/VerificationCheck`) {
    const which = { sid: form.get('VerificationSid') ?? undefined, to: form.get('To') ?? undefined }
    const code = form.get('Code') ?? ''
    asked.push({ what: 'judge', code, ...(which.sid !== undefined && { sid: which.sid }) })
    const checked = codes.check(which, code)
    if (checked === 'too-often') return { status: 429, code: 60202, message: 'Max check attempts reached' }
    return checked ? { status: 201, body: resourceOf(checked) } : notFound
  }
  return notFound
}

const resourceOf = ({ sid, to, status, sentAt }: Verification) => ({
  sid, to, channel: 'sms', status, valid: status === 'approved',
  send_code_attempts: sentAt.map((at) => ({ time: new Date(at).toISOString(), channel: 'SMS', attempt_sid: `VL${sid.slice(2)}` })),
})

function send(response: ServerResponse, fault: Fault | undefined, { status, body }: Done): void {
  const instead: Partial<Record<Fault, () => void>> = {
    'failed': () => say(response, status, { ...body, status: 'failed' }),
    'hang': () => {},
    'cut': () => response.socket?.destroy(),
    'truncated': () => {
      response.writeHead(status, { 'content-type': 'application/json', 'content-length': '4000' })
      response.write(JSON.stringify(body).slice(0, 60), () => response.socket?.destroy())
    },
    'not-json': () => response.writeHead(status).end('<html>'),
    'other-json': () => say(response, 200, { verifications: [{ to: body['to'] }] }),
    'odd-name': () => say(response, status, { ...body, sid: '\ud800\u0000' }),
    'approves-another': () => say(response, status, { ...body, sid: `VE${'0'.repeat(32)}`, to: '+491713920099', status: 'approved', valid: true }),
    'approves-invalid': () => say(response, status, { ...body, status: 'approved', valid: false }),
    'odd-state': () => say(response, status, { ...body, status: 'nearly' }),
    'endless': () => response.writeHead(status).end('x'.repeat(200_000)),
  }
  const misbehaves = fault && instead[fault]
  if (misbehaves) misbehaves()
  else say(response, status, body)
}
