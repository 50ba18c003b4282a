import { setTimeout as pause } from 'node:timers/promises'
import type { Call, Phone, Sent } from './phone.ts'
import { type Element, readXml } from './xml.ts'

/** How long a second is here, in milliseconds: people who key nothing are waited for. */
const SECOND = 15

export type Deliver = (call: Call, kind: string, url: string, more: Readonly<Record<string, string>>) => Promise<Sent>

type Parts = { call: Call; phone: Phone; deliver: Deliver; /** Told when it was ended over the API. */ cut: AbortSignal; lateStatuses: boolean; waits: boolean }

/** One call from the first ring to its end, as Twilio would make it: statuses are told, TwiML is fetched and done, keys are handed over. */
export async function runCall({ call, phone, deliver, cut, lateStatuses, waits }: Parts): Promise<void> {
  const { Url: first = '', StatusCallback: statusUrl, AsyncAmdStatusCallback: machineUrl } = call.form
  const late: (() => Promise<unknown>)[] = []
  let sequence = 0
  const tell = async (status: string) => {
    call.status = status
    const more = { CallbackSource: 'call-progress-events', SequenceNumber: String(sequence++), ...(status === 'completed' && { CallDuration: '7', Duration: '1' }) }
    const send = () => deliver(call, status, statusUrl ?? '', { ...more, CallStatus: status, ...(call.answeredBy !== undefined && { AnsweredBy: call.answeredBy }) })
    if (statusUrl === undefined) return
    if (lateStatuses && status !== 'completed') late.push(send)
    else await send()
  }
  const finish = async (status: string) => {
    await tell(status)
    for (const send of late.toReversed()) await send()
  }

  await tell('initiated')
  if (phone.takes) await pause(phone.takes.rings(), undefined, { signal: cut }).catch(() => undefined)
  await tell('ringing')
  // It rings as long as a person takes; somebody may end it meanwhile.
  const asked = Number(call.form['Timeout'] ?? 60)
  if (phone.picks === 'no-answer') await pause(phone.takes ? asked * 1000 + phone.takes.givesUp() : asked * SECOND, undefined, { signal: cut }).catch(() => undefined)
  if (phone.picks === 'rings' && !cut.aborted) await new Promise<void>((resolve) => cut.addEventListener('abort', () => resolve()))
  if (cut.aborted || (phone.picks !== 'up' && phone.picks !== 'machine')) {
    await finish(cut.aborted ? 'canceled' : phone.picks)
    return
  }
  await tell('in-progress')
  const detecting = call.form['MachineDetection'] !== undefined
  const answeredBy = phone.picks === 'machine' ? 'machine_start' : 'human'
  const atOnce = detecting && (waits || call.form['AsyncAmd'] !== 'true')
  if (atOnce) call.answeredBy = answeredBy
  const doing = perform(call, phone, deliver, cut, first)
  if (detecting && !atOnce && machineUrl !== undefined) {
    await pause(SECOND)
    call.answeredBy = answeredBy
    await deliver(call, 'machine', machineUrl, { AnsweredBy: answeredBy, MachineDetectionDuration: '1200' })
  }
  await doing
  await finish('completed')
}

/** Does what TwiML says, document after document, until one says no more, somebody hangs up or ends it. */
async function perform(call: Call, phone: Phone, deliver: Deliver, cut: AbortSignal, first: string): Promise<void> {
  const ended = new Promise<'ended'>((resolve) => cut.addEventListener('abort', () => resolve('ended')))
  let doings: string[] | undefined
  const doing = async () => {
    const does = typeof phone.does === 'function' ? await Promise.race([ended.then(() => '!'), phone.does()]) : phone.does ?? ''
    return does.split('')
  }
  const fetchNext = async (url: string, more: Readonly<Record<string, string>> = {}) => {
    const got = await Promise.race([ended, deliver(call, 'twiml', url, { CallStatus: 'in-progress', ...(call.answeredBy !== undefined && { AnsweredBy: call.answeredBy }), ...more })])
    if (got === 'ended' || cut.aborted) return undefined
    if (got.answered?.status === 200) return readXml(got.answered.body)
    call.apologised = true
    return undefined
  }
  let document = await fetchNext(first)
  while (document) {
    let next: (() => Promise<Element | undefined>) | undefined
    for (const verb of document.inside) {
      if (typeof verb === 'string') throw new Error('text between verbs')
      const { name, attributes, inside } = verb
      if (name === 'Hangup') return
      if (name === 'Say') say(call, verb)
      else if (name === 'Redirect') next = () => fetchNext(wordsIn(verb))
      else if (name === 'Gather') {
        for (const one of inside) if (typeof one !== 'string' && one.name === 'Say') say(call, one)
        doings ??= await doing()
        const gathered = await gather(doings, attributes)
        if (gathered === undefined) return
        if (gathered !== '') next = () => fetchNext(attributes['action'] ?? '', { Digits: gathered })
      } else if (name !== 'Pause') throw new Error(`a verb that nobody knows: ${name}`)
      if (cut.aborted) return
      if (next) break
    }
    document = await next?.()
  }
}

function say(call: Call, verb: Element): void {
  const { language = '', voice } = verb.attributes
  call.spoken.push({ language, ...(voice !== undefined && { voice }), words: wordsIn(verb) })
}

const wordsIn = ({ inside }: Element) => inside.filter((one) => typeof one === 'string').join('')

/** As https://www.twilio.com/docs/voice/twiml/gather has it. @returns what is submitted; nothing in it: it goes on with the next verb; undefined: they hung up */
async function gather(doings: string[], attributes: Readonly<Record<string, string>>): Promise<string | undefined> {
  const { numDigits = '0', finishOnKey = '#', timeout = '5' } = attributes
  let keyed = ''
  while (numDigits === '0' || keyed.length < Number(numDigits)) {
    const doing = doings.shift() ?? '.'
    if (doing === '!') return undefined
    if (doing === '.') {
      await pause(Number(timeout) * SECOND)
      return keyed
    }
    if (doing === finishOnKey) return keyed
    keyed += doing
  }
  return keyed
}
