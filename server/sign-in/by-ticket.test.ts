import { expect, test, vi } from 'vitest'
import { demoDirectory } from '../directory/demo/demo-directory.ts'
import { byTicket } from './by-ticket.ts'
import type { Taken } from './tickets/acceptor.ts'

// An acceptor that says what a domain of ours never signs, such as a realm that only trusts it would. Real tickets: by-ticket.peer.test.ts.
const SID = Buffer.from('0105000000000005150000002354b6deec8f8fca854bdfb54f040000', 'hex')
function portal(taken: Partial<Taken> = {}) {
  const take = vi.fn(async (): Promise<Taken> => ({ name: 'grace@CORP.EXAMPLE', owner: { sid: SID, domain: 'corp.example' }, bound: false, token: 'oQcw', ...taken }))
  const ofTicket = vi.fn(async () => {
    const directory = demoDirectory()
    const person = await directory.find('grace') ?? expect.fail('she is there')
    return { person, account: await directory.account(person) ?? expect.fail('she has an account') }
  })
  return { take, ofTicket, in: byTicket({ directory: { ofTicket }, acceptor: { take }, binding: () => ({ required: false, value: undefined }) }) }
}

test('whose ticket it is says the SID, in the realm that both it and the ticket name', async () => {
  const one = portal()
  expect(await one.in('YII=')).toMatchObject({ kind: 'signed-in', account: 'grace', token: 'oQcw' })
  expect(one.ofTicket.mock.calls).toEqual([['CORP.EXAMPLE', SID]])
})

test.each<[string, Partial<Taken>, string]>([
  ['names one realm, and its owner another', { name: 'grace@PARTNER.EXAMPLE' }, 'elsewhere'],
  ['names our realm before its own', { name: 'grace@CORP.EXAMPLE@PARTNER.EXAMPLE' }, 'elsewhere'],
  ['names no realm', { name: 'grace' }, 'elsewhere'],
  ['has no SID', { owner: undefined }, 'unnamed'],
])('a ticket that %s lets nobody in, and no domain is asked for its owner', async (_, taken, reason) => {
  const one = portal(taken)
  expect(await one.in('YII=')).toMatchObject({ kind: 'refused', reason })
  expect(one.ofTicket).not.toHaveBeenCalled()
})

test('one that is longer than any of Windows is looked at by nobody', async () => {
  const one = portal()
  expect(await one.in('A'.repeat(64_001))).toMatchObject({ kind: 'refused', reason: 'too-long' })
  expect(one.take).not.toHaveBeenCalled()
})
