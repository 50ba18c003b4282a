import { Secret } from '@gatehouse/contract'
import { expect, it } from 'vitest'
import { contactsWith } from '../registration/contacts.scenario.ts'
import { byMaker } from './carriers.ts'
import type { Fate } from './ports.ts'
import type { CodeAsked } from './sms/maker.ts'
import { readNumber } from './sms/number.ts'

// Maker and store are fakes here, to fail when a test wants. Real ones: sms/verify/verify.peer.test.ts, ../store.

const message = { recovery: 'a1b2', gate: 'sms-code', counter: 2 } as const
const code = { id: 'a1b2.sms-code.2', code: new Secret('314159'), language: 'de', seconds: 240 }
const to = new Secret('+491713920011')

function world(earlier: () => Promise<{ reference: string; age: number } | undefined>, fate: Fate = { fate: 'sent', reference: 'VE2' }) {
  const asked: CodeAsked[] = []
  const carrier = byMaker({
    contacts: contactsWith({ privateMail: async () => undefined, privateNumber: async () => '0171 3920011' }), read: readNumber('DE'), messages: { earlier },
    maker: {
      name: 'verify', check: () => Promise.resolve(), judge: () => expect.fail('nothing is judged here'),
      send: async (what) => {
        asked.push(what)
        return fate
      },
    },
  })
  return { asked, carrier }
}

it('a code that somebody else makes goes to the same number, for as long as the screen says, by the name that they give it', async () => {
  const { asked, carrier } = world(async () => ({ reference: 'VE1', age: 31 }))
  const destination = await carrier.destinationOf('guid-of-ada', 'workstation')
  expect('to' in destination && destination.to.reveal()).toBe(to.reveal())
  expect(await carrier.carry(to, code, message)).toEqual({ fate: 'sent', provider: 'verify', reference: 'VE2' })
  expect(asked).toEqual([{ to, language: 'de', seconds: 240, earlier: { reference: 'VE1', age: 31 } }])
  expect(JSON.stringify(asked)).not.toContain('314159')
})

it('a store that does not say what came before keeps no code from being sent, and what was not sent says by whom', async () => {
  const { asked, carrier } = world(() => Promise.reject(new Error('away')), { fate: 'not-now', why: '429' })
  expect(await carrier.carry(to, code, message)).toEqual({ fate: 'not-now', why: 'verify: 429' })
  expect(asked).toEqual([{ to, language: 'de', seconds: 240 }])
})
