import { beforeEach, describe, expect, test } from 'vitest'
import { operations, problem, TOKEN_HEADER, VERSION_HEADER, type ProblemCode, type View } from '@gatehouse/contract'
import type { Answer } from '../../client/answer.ts'
import type { Device, Handed } from '../device/device.ts'
import { newSigner } from '../../client/device-proof.ts'
import { lines } from '../log/log.ts'
import { serverApi } from './api.ts'
import { proven } from './proven.ts'
import type { Request } from './transport.ts'

const view: View = {
  caseNumber: '7K4P', stepToken: 'step-1', step: { kind: 'code', way: 'email', digits: 6, codeEndsIn: 300, triesLeft: 3 },
  gates: { passed: 0, needed: 1 }, ways: [], idleIn: 180, endsIn: 900,
}
const ok = (nonce: string | undefined = 'n'): Answer => ({
  status: 200, text: JSON.stringify(view), header: (name) => ({ [VERSION_HEADER]: '1', [TOKEN_HEADER]: 'token', 'dpop-nonce': nonce })[name],
})
const refuse = (code: ProblemCode): Answer => ({ ...ok(), status: problem(code, 'SRV').status, text: JSON.stringify(problem(code, 'SRV')) })

let said: Request[]
let answers: Answer[]
let given: number
let none: boolean
let next: () => Promise<Handed | undefined>
let wait: () => Promise<void>

beforeEach(() => {
  said = []
  answers = []
  given = 0
  none = false
  wait = () => new Promise(() => {})
  next = async () => {
    given += 1
    return none ? undefined : { ticket: `ticket-${given}`, key: await newSigner() }
  }
})

const api = () => {
  const device: Device = { next: () => next(), countsAsNone: () => { none = true } }
  const send = async (request: Request) => {
    said.push(request)
    return answers.shift() ?? ok()
  }
  return serverApi({
    proven: proven(send, 'https://reset.corp.example'), device, wait: () => wait(), isOnline: () => true, inBetween: (cause) => Promise.resolve(cause), quote: () => 'OWN', workstation: () => ({}),
    breathe: () => Promise.resolve(), log: lines(() => {}),
  })
}
const begin = (it: ReturnType<typeof api>) => it.call('begin', { account: 'CORP\\ada', language: 'en' })
const tickets = () => said.filter(({ method, path }) => method === 'POST' && path === operations.begin.path).map(({ headers }) => headers?.['gatehouse-ticket'])
const keyOf = (request?: Request) => {
  const { jwk } = JSON.parse(Buffer.from(request?.headers?.['dpop']?.split('.')[0] ?? '', 'base64url').toString() || '{}') as { jwk?: { x: string } }
  return jwk?.x
}

describe('[S-13] a recovery is bound to the key that it began with', () => {
  test('[S-13] each of its requests is signed by it, giving up too, and the ticket goes along once', async () => {
    const it = api()
    await begin(it)
    await it.call('read', {})
    await it.call('extend', {})
    await it.release()()
    expect(said.map(({ headers }) => [headers?.['gatehouse-ticket'], headers?.['authorization']])).toEqual([
      ['ticket-1', undefined], [undefined, 'DPoP token'], [undefined, 'DPoP token'], [undefined, 'DPoP token'],
    ])
    expect(new Set(said.map(keyOf)).size).toBe(1)
  })
  test('[S-04] the next one has another ticket and another key', async () => {
    const it = api()
    await begin(it)
    it.release()
    await begin(it)
    expect(tickets()).toEqual(['ticket-1', 'ticket-2'])
    expect(keyOf(said[0])).not.toBe(keyOf(said[1]))
  })
  test('what was prepared is used, once', async () => {
    const it = api()
    it.prepare()
    it.prepare()
    await begin(it)
    expect([given, tickets()]).toEqual([1, ['ticket-1']])
  })
  test('[S-04] what was being prepared when everything was thrown away is not used', async () => {
    const it = api()
    it.prepare()
    it.release()
    await begin(it)
    expect(tickets()).toEqual(['ticket-2'])
  })
  test('somebody else who begins again, for the first answer was lost, shows the same ticket', async () => {
    const it = api()
    answers = [refuse('server-busy')]
    await begin(it)
    await begin(it)
    expect(tickets()).toEqual(['ticket-1', 'ticket-1'])
  })
})

describe('what the server says of the ticket', () => {
  test('over, or too late: the next one is shown, once', async () => {
    answers = [refuse('ticket-over'), refuse('ticket-over')]
    const it = api()
    expect(await begin(it)).toMatchObject({ problem: { code: 'ticket-over' } })
    expect(tickets()).toEqual(['ticket-1', 'ticket-2'])
    expect(await begin(it)).toMatchObject({ ok: true })
  })
  test('the device counts as none: it goes on without, and stays so', async () => {
    answers = [refuse('device-unknown')]
    const it = api()
    expect(await begin(it)).toMatchObject({ ok: true })
    it.release()
    await begin(it)
    expect(tickets()).toEqual(['ticket-1', undefined, undefined])
    await it.call('read', {})
    expect(said.at(-1)?.headers).toEqual({ authorization: 'Bearer token' })
  })
  test('the proof is wrong: that is said, and the next attempt has another ticket', async () => {
    answers = [refuse('device-proof-refused')]
    const it = api()
    expect(await begin(it)).toMatchObject({ problem: { code: 'device-proof-refused' } })
    await begin(it)
    expect(tickets()).toEqual(['ticket-1', 'ticket-2'])
  })
  test('only devices begin here: that is said', async () => {
    none = true
    answers = [refuse('device-needed')]
    expect(await begin(api())).toMatchObject({ problem: { code: 'device-needed' } })
    expect(tickets()).toEqual([undefined])
  })
})

describe('a machine without a ticket begins without', () => {
  test('when it is no device; it is asked again with the next attempt', async () => {
    none = true
    const it = api()
    await begin(it)
    it.release()
    none = false
    await begin(it)
    expect(tickets()).toEqual([undefined, 'ticket-2'])
  })
  test('when it had none as it was prepared, and has none now; it is asked again before it goes without', async () => {
    none = true
    const it = api()
    it.prepare()
    await new Promise((resolve) => setImmediate(resolve))
    none = false
    await begin(it)
    expect(tickets()).toEqual(['ticket-2'])
  })
  test('when it takes too long', async () => {
    next = () => new Promise(() => {})
    wait = () => Promise.resolve()
    expect(await begin(api())).toMatchObject({ ok: true })
    expect(tickets()).toEqual([undefined])
  })
  test('where the server takes no devices: the credential store is left alone', async () => {
    const it = api()
    answers = [ok(''), ok('')]
    await it.call('about', {})
    it.prepare()
    await begin(it)
    expect([given, tickets()]).toEqual([0, [undefined]])
  })
})

describe('[S-04] somebody who went away begins nothing', () => {
  test('[S-04] at once', async () => {
    const it = api()
    const asked = begin(it)
    it.release()
    expect(await asked).toMatchObject({ ok: false })
    expect([given, said]).toEqual([0, []])
  })
  test('[S-04] while the ticket was fetched', async () => {
    const it = api()
    const fetching = new Promise<(handed: undefined) => void>((called) => {
      next = () => new Promise((resolve) => called(resolve))
    })
    const asked = begin(it)
    const arrive = await fetching
    it.release()
    arrive(undefined)
    expect(await asked).toMatchObject({ ok: false })
    expect(said).toEqual([])
  })
})
