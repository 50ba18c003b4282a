import { readFileSync } from 'node:fs'
import { Secret } from '@gatehouse/contract'
import { vi } from 'vitest'
import { type Call, startTwilioVoice, type TwilioVoice } from '../../test/peers/twilio-voice/twilio-voice.ts'
import { createLog } from '../../groundwork/log/log.ts'
import { type CallFate, type Calls, createCalls, type Wanted } from '../calls.ts'
import type { Times } from '../conversation.ts'
import { listen } from '../listener.ts'
import { readPrompts } from '../prompts.ts'
import type { Provider } from '../provider.ts'
import { webhooks } from '../webhooks.ts'
import { twilioProvider, type TwilioSettings } from './twilio.ts'

export const PUBLIC = 'https://voice.corp.example'
const times: Times = { verdict: 3000, quiet: 120, talk: 3_600_000, grace: 1000, poll: 5000 }
const limits = { connect: 3000, whole: 3000 }

export type Scene = {
  twilio: TwilioVoice
  calls: Calls
  provider: Provider
  /** Another driver of the same account. */
  another: (name: string, more: Partial<TwilioSettings>) => Provider
  lines: string[]
  /** Where the webhooks come in. */
  inside: string
  /** Places a call. */
  place: (more?: Partial<Wanted>) => Promise<{ id: string; fate: CallFate | 'other' }>
  /** Follows one to its end as the server would, where 42 or # alone is right. @returns what was heard */
  follow: (id: string) => Promise<string[]>
  stop: () => Promise<void>
}

/** Everything but the server's side: calls, the driver, the listener for webhooks, behind an address that is not its own. */
export async function startScene(): Promise<Scene> {
  const twilio = await startTwilioVoice()
  const lines: string[] = []
  const log = createLog('debug', (line) => void lines.push(line))
  const hooks = webhooks(`${PUBLIC}/hooks`, log)
  const inside = await listen({ host: '127.0.0.1', port: 0 }, 200, hooks.listener)
  twilio.route(PUBLIC, inside.url)
  const settings: TwilioSettings = {
    url: twilio.url, account: twilio.account, ca: readFileSync(twilio.caFile, 'utf8'), authToken: new Secret(twilio.token),
    signIn: { user: twilio.account, password: new Secret(twilio.token) }, from: '+4930123456', machines: 'hang-up', voices: { de: 'Polly.Vicki' },
  }
  const another = (name: string, more: Partial<TwilioSettings>) => twilioProvider({ ...settings, ...more }, { name, webhooks: hooks, log, limits })
  const provider = another('twilio', {})
  const calls = createCalls({ providers: [provider], promptsFor: readPrompts().promptsFor, log, most: 20, times })
  const { signal } = new AbortController()
  let number = 0

  return {
    twilio, calls, provider, another, lines, inside: inside.url,
    async place(more = {}) {
      const id = `call-${number++}`
      return { id, fate: await calls.place({ id, to: new Secret('+491713920011'), language: 'de', company: 'Beispiel & Söhne', keysWanted: 'digits', ringSeconds: 10, ...more }) }
    },
    async follow(id) {
      const story: string[] = []
      for (let after = 0; ;) {
        const list = await calls.heard(id, after, signal)
        if (list === undefined || list === 'too-many') throw new Error(`nobody knows ${id}`)
        for (const one of list) {
          after = one.n
          if (one.what === 'keys') {
            const keys = one.keys.reveal()
            story.push(`keys ${keys}`)
            calls.verdict(id, one.n, keys === '42' || keys === '' ? 'right' : keys === '9' ? 'stop' : 'wrong')
          } else {
            story.push(one.what)
            if (one.what !== 'ringing' && one.what !== 'answered') return story
          }
        }
      }
    },
    async stop() {
      calls.close()
      await twilio.stop()
      await inside.close()
    },
  }
}

/** A call that is being asked, and keys nothing: each of its webhooks is a test's from then on, and the provider's are lost. */
export type AskedCall = {
  id: string
  call: Call
  /** Where its keys are to go. */
  action: string
  /** What its webhooks say. */
  form: (more?: Record<string, string>) => Record<string, string>
  heard: () => Promise<string[]>
}

export async function askSomebody(scene: Scene): Promise<AskedCall> {
  const { twilio, calls } = scene
  twilio.lose('twiml', 'completed', 'machine')
  twilio.phone('+491713920011', { picks: 'rings' })
  const { id } = await scene.place({ ringSeconds: 120 })
  const call = await vi.waitUntil(() => twilio.calls().findLast(({ status }) => status === 'ringing'))
  const form = (more: Record<string, string> = {}) => ({ AccountSid: twilio.account, CallSid: call.sid, CallStatus: 'in-progress', From: call.from, To: call.to, ...more })
  const { signal } = new AbortController()
  // The provider says that it rings a moment before we have heard of it: the first that is heard is waited for.
  await calls.heard(id, 0, signal)
  const { body } = await twilio.send(call.form['Url'] ?? '', form())
  const action = /action="([^"]+)"/.exec(body)?.[1]
  if (action === undefined) throw new Error('nobody is asked')
  return {
    id, call, action, form,
    async heard() {
      const list = await calls.heard(id, 0, signal)
      if (list === undefined || list === 'too-many') throw new Error('nobody knows that call')
      return list.map(({ what }) => what)
    },
  }
}
