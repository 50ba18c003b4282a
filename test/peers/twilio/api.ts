import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import type { SmsBox } from '../sms-box.ts'
import { isTurnedAway, notFound, refuse, say } from './answer.ts'
import { type Fault, refusalFor } from './fault.ts'

/** How a message ends, as its resource says when it is read again. */
export type End = 'delivered' | 'undelivered' | 'sent'

export type State = {
  account: string
  token: string
  box: SmsBox
  /** What messages become from now on. */
  end: End
  ends: Map<string, End>
  /** How often somebody asked to send, whatever became of it. */
  attempts: number
  /** How often somebody asked what became of a message, by its SID. */
  looks: Map<string, number>
}

type Message = { to: string; from: string; text: string }

/** Answers one request as https://www.twilio.com/docs/messaging/api/message-resource says, or as the fault has it. */
export async function answerAs(state: State, fault: Fault | undefined, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const account = `/2010-04-01/Accounts/${state.account}`
  const { method, url = '' } = request
  if (isTurnedAway(fault, request, response, state)) return
  if (method === 'GET') {
    const refused = refusalFor(fault, '')
    const sid = /\/Messages\/(SM[0-9a-f]{32})\.json$/.exec(url)?.[1] ?? ''
    const end = state.ends.get(sid)
    if (refused) refuse(response, refused)
    else if (url === `${account}.json`) say(response, 200, { sid: state.account, status: 'active' })
    else if (end) say(response, 200, { sid, status: end, error_code: end === 'undelivered' ? 30003 : null })
    else refuse(response, notFound)
    if (end) state.looks.set(sid, (state.looks.get(sid) ?? 0) + 1)
    return
  }
  if (method !== 'POST' || url !== `${account}/Messages.json`) {
    refuse(response, notFound)
    return
  }
  state.attempts += 1
  const form = new URLSearchParams(await text(request))
  const message = { to: form.get('To') ?? '', from: form.get('From') ?? form.get('MessagingServiceSid') ?? '', text: form.get('Body') ?? '' }
  const refused = refusalFor(fault, message.to)
  if (fault === '503-page') response.writeHead(503, { 'content-type': 'text/html' }).end(`<h1>Unavailable</h1>${message.to}`)
  else if (refused) refuse(response, refused)
  else take(state, message, fault, response)
}

function take({ box, ends, end }: State, message: Message, fault: Fault | undefined, response: ServerResponse): void {
  const sid = `SM${randomBytes(16).toString('hex')}`
  const resource = { sid, status: 'queued', to: message.to, from: message.from, body: message.text, num_segments: '1', error_code: null }
  if (fault === 'failed') {
    say(response, 201, { ...resource, status: 'failed', error_code: 30006 })
    return
  }
  ends.set(sid, end)
  box.add({ id: sid, ...message })
  const afterTaking: Partial<Record<Fault, () => void>> = {
    'hang': () => {},
    'cut': () => response.socket?.destroy(),
    'truncated': () => {
      response.writeHead(201, { 'content-type': 'application/json', 'content-length': '400' })
      response.write(JSON.stringify(resource).slice(0, 100), () => response.socket?.destroy())
    },
    'not-json': () => response.writeHead(201).end('<html>'),
    'other-json': () => say(response, 200, { messages: [{ to: message.to }] }),
    'odd-name': () => say(response, 201, { ...resource, sid: '\ud800\u0000' }),
    'long-name': () => say(response, 201, { ...resource, sid: 'SM'.repeat(2000) }),
    'endless': () => response.writeHead(201).end('x'.repeat(200_000)),
  }
  const instead = fault && afterTaking[fault]
  if (instead) instead()
  else say(response, 201, resource)
}
