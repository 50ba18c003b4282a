import { randomBytes } from 'node:crypto'
import { Secret } from '@gatehouse/contract'
import type { Answer } from '../listener.ts'
import { ASKS, type Call, type End, type Heard, type Verdict } from '../provider.ts'
import type { Form } from './form.ts'
import { keysIn } from './keys.ts'
import { isMachine, stageOf } from './status.ts'
import { breath, gather, hangUp, say, twiml, type Voice } from './twiml.ts'

/** Seconds. Gather waits for the first key as long as for the next: a 9 alone is known when they are over. */
const LISTEN = 3
/** Pieces of two keys that are gathered before the question is asked again, or the call ends: somebody plays with the keys. */
const MOST_STEPS = 40

type Take = (form: Form) => Promise<Answer> | Answer

export type Leg = {
  /** Addresses that Twilio is told when the call is placed. */
  readonly addresses: { begin: string; status: string; machine: string }
  /** What to do with what comes to a token; undefined: none of this call's. */
  readonly taker: (token: string) => Take | undefined
  readonly sid: () => string | undefined
  readonly learn: (sid: string) => void
  readonly say: (verdict: Verdict) => void
  /** What is asked for next is answered with an end. */
  readonly stop: () => void
  /** @param status as Twilio calls it */
  readonly standsAt: (status: string, answeredBy?: string) => void
  readonly end: (how: End) => void
  readonly isOver: () => boolean
}

type Parts = {
  call: Call
  heard: (what: Heard) => void
  voice: Voice
  /** Where the provider's webhooks begin. */
  address: string
  /** Ends it at Twilio's. */
  cut: () => void
}

/** One call through Twilio: what it asks us, step by step, and what is heard of it. Each step has an address of its own that nobody can guess, and is taken once. */
export function leg({ call, heard, voice, address, cut }: Parts): Leg {
  const { ask, ...last } = call.prompts
  let sid: string | undefined
  let stage: 'placed' | 'ringing' | 'answered' | 'over' = 'placed'
  let stopping = false
  let asked = 0
  let steps = 0
  let pressed = ''
  let keyed = false
  let judge: ((verdict: Verdict | 'none') => void) | undefined

  const takers = new Map<string, Take>()
  const spent = new Set<string>()
  const make = (take: Take) => {
    const token = randomBytes(24).toString('base64url')
    takers.set(token, take)
    return { token, url: `${address}/${token}` }
  }
  /** Makes addresses of which one is taken, once: with it all of them are spent. */
  const step = () => {
    const made: string[] = []
    return (take: Take) => {
      const { token, url } = make((form) => {
        for (const one of made) spent.add(one)
        return take(form)
      })
      made.push(token)
      return url
    }
  }

  const end = (how: End) => {
    if (stage === 'over') return
    stage = 'over'
    heard({ what: how })
    judge?.('none')
  }
  const at = (now: 'ringing' | 'answered') => {
    // Late or out of order: what came after it was heard.
    if (stage === 'over' || stage === 'answered' || stage === now) return
    stage = now
    heard({ what: now })
  }
  const standsAt = (status: string, answeredBy?: string) => {
    const found = stageOf(status)
    if (!found) return
    if ('at' in found) {
      if (found.at !== 'on-its-way') at(found.at)
    } else {
      if (found.end === 'hung-up') at('answered')
      end(found.end === 'hung-up' && isMachine(answeredBy) && !keyed ? 'voicemail' : found.end)
    }
  }
  const machineAnswered = () => {
    // Who keys is nobody's machine.
    if (keyed || stage === 'over') return
    at('answered')
    end('voicemail')
    cut()
  }
  const bye = () => twiml(hangUp)

  /** Listens for keys, while saying that. */
  const listen = (digits: number, ...words: string[]): string => {
    steps += 1
    if (stopping || stage === 'over' || steps > MOST_STEPS) return bye()
    const next = step()
    const after = { keys: next(async (form) => xml(await take(form.get('Digits') ?? ''))), nothing: next(() => xml(question())) }
    return twiml(gather({ after, digits, seconds: LISTEN }, ...words))
  }
  const question = (...before: string[]): string => {
    pressed = ''
    asked += 1
    return asked > ASKS ? bye() : listen(call.keysWanted === 'digits' ? 3 : 1, ...before, breath, say(ask, voice))
  }
  const take = async (digits: string): Promise<string> => {
    pressed += digits.replace(/[^\d*#]/gu, '')
    const found = keysIn(pressed, call.keysWanted)
    if ('more' in found) return pressed === '' ? question() : listen(found.more)
    if (stopping || stage === 'over') return bye()
    keyed = true
    const verdict = await new Promise<Verdict | 'none'>((resolve) => {
      judge = resolve
      heard({ what: 'keys', keys: new Secret(found.keys) })
    })
    judge = undefined
    if (verdict === 'none') return bye()
    asked = 0
    return verdict === 'wrong' ? question(say(last.wrong, voice)) : twiml(say(last[verdict], voice), hangUp)
  }

  const begin = step()((form) => {
    if (isMachine(form.get('AnsweredBy'))) machineAnswered()
    else at('answered')
    return xml(question())
  })
  const machine = step()((form) => {
    if (isMachine(form.get('AnsweredBy'))) machineAnswered()
    return { status: 204 }
  })
  const told = new Set<string>()
  const status = make((form) => {
    const said = form.get('CallStatus') ?? ''
    if (told.has(said)) return { status: 409 }
    if (stageOf(said)) told.add(said)
    standsAt(said, form.get('AnsweredBy'))
    return { status: 204 }
  }).url

  return {
    addresses: { begin, status, machine },
    taker: (token) => (spent.has(token) ? () => ({ status: 409 }) : takers.get(token)),
    sid: () => sid,
    learn(given) {
      if (sid === given) return
      sid = given
      if (stopping && stage !== 'over') cut()
    },
    say: (verdict) => judge?.(verdict),
    stop() {
      stopping = true
      judge?.('none')
    },
    standsAt, end,
    isOver: () => stage === 'over',
  }
}

const xml = (body: string): Answer => ({ status: 200, type: 'text/xml', body })
