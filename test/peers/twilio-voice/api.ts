import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { isTurnedAway, notFound, refuse, say } from '../twilio/answer.ts'
import { type Fault, refusalFor } from '../twilio/fault.ts'
import type { Call } from './phone.ts'

export type State = {
  account: string
  token: string
  calls: Map<string, Call>
  /** Begins a call that was taken. */
  dial: (call: Call) => void
  /** Ends one. */
  cut: (sid: string) => void
  /** How often somebody asked for a call, whatever became of it. */
  attempts: number
  /** How often somebody asked where one stands. */
  looks: number
}

/** Answers one request as https://www.twilio.com/docs/voice/api/call-resource says, or as the fault has it. */
export async function answerAs(state: State, fault: Fault | undefined, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const account = `/2010-04-01/Accounts/${state.account}`
  const { method, url = '' } = request
  if (isTurnedAway(fault, request, response, state)) return
  const form = Object.fromEntries(new URLSearchParams(method === 'POST' ? await text(request) : ''))
  const sid = /\/Calls\/(CA[0-9a-f]{32})\.json$/.exec(url)?.[1]
  if (sid !== undefined) answerAbout(state, sid, method, form, response)
  else if (method === 'POST' && url === `${account}/Calls.json`) place(state, fault, form, response)
  else {
    const refused = refusalFor(fault, '')
    if (refused) refuse(response, refused)
    else if (method === 'GET' && url === `${account}.json`) say(response, 200, { sid: state.account, status: 'active' })
    else refuse(response, notFound)
  }
}

type Form = Readonly<Record<string, string>>

function answerAbout(state: State, sid: string, method: string | undefined, form: Form, response: ServerResponse): void {
  const call = state.calls.get(sid)
  if (method === 'GET') state.looks += 1
  if (method === 'POST' && form['Status'] === 'completed') state.cut(sid)
  if (call) say(response, 200, resourceOf(call))
  else refuse(response, notFound)
}

function place(state: State, fault: Fault | undefined, form: Form, response: ServerResponse): void {
  state.attempts += 1
  const { To: to = '', From: from = '' } = form
  const refused = refusalFor(fault, to)
  const call: Call = { sid: `CA${randomBytes(16).toString('hex')}`, to, from, status: 'queued', spoken: [], webhooks: [], apologised: false, form }
  if (fault === '503-page') response.writeHead(503, { 'content-type': 'text/html' }).end(`<h1>Unavailable</h1>${to}`)
  else if (refused) refuse(response, refused)
  else if (fault === 'failed') say(response, 201, { ...resourceOf(call), status: 'failed' })
  else {
    state.calls.set(call.sid, call)
    state.dial(call)
    afterTaking(response, fault, resourceOf(call))
  }
}

function afterTaking(response: ServerResponse, fault: Fault | undefined, resource: object): void {
  const instead: Partial<Record<Fault, () => void>> = {
    'hang': () => {},
    'cut': () => response.socket?.destroy(),
    'truncated': () => {
      response.writeHead(201, { 'content-type': 'application/json', 'content-length': '400' })
      response.write(JSON.stringify(resource).slice(0, 100), () => response.socket?.destroy())
    },
    'not-json': () => response.writeHead(201).end('<html>'),
    'odd-name': () => say(response, 201, { ...resource, sid: '\ud800\u0000' }),
  }
  const otherwise = fault && instead[fault]
  if (otherwise) otherwise()
  else say(response, 201, resource)
}

const resourceOf = ({ sid, status, to, from, answeredBy }: Call) => ({ sid, status, to, from, direction: 'outbound-api', answered_by: answeredBy ?? null, duration: null })
