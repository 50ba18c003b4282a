import { Secret } from '@gatehouse/contract'
import { describe, expect, it } from 'vitest'
import { policy } from '../../recovery/policy.scenario.ts'
import type { AuditEntry } from '../../recovery/audit.ts'
import type { CodeMessage } from '../../recovery/ports.ts'
import { world as recoveries } from '../../recovery/service.scenario.ts'
import { type CallFate, type HeardAt, type VoiceLine, VoiceProblem } from '../../voice/line.ts'
import { NotSentYet } from '../deliver-code.ts'
import type { Destination } from '../ports.ts'
import { callDelivery } from './deliver-call.ts'

const NUMBER = '+491713920011'
const key = new Secret(Buffer.alloc(32, 5).toString('base64'))
const [everybody] = policy.workflows
const rules = { ...policy, workflows: [{ ...(everybody ?? expect.fail('no workflow')), gates: ['phone-call' as const, 'email-code' as const] }] }

type Hears = HeardAt | ((keys: string) => HeardAt | Promise<HeardAt>) | 'lost' | 'away'

/** A voice process that does what the test wants, in no time; the real one is tried in call.peer.test.ts. */
function world() {
  const w = recoveries({ held: rules })
  const [placed, verdicts, hungUp, rested, told] = [[] as string[], [] as string[], [] as string[], [] as string[], [] as AuditEntry[]]
  const states = new Map<string, string>()
  let script: Hears[] = []
  /** What the test changes. */
  const held: { fate: CallFate; destination: Destination; down: boolean; allowed: boolean } = { fate: { fate: 'taken' }, destination: { to: new Secret(NUMBER) }, down: false, allowed: true }
  let keys = ''
  const voice: VoiceLine = {
    async place({ id, to }) { placed.push(`${id} ${to.reveal()}`); return held.fate },
    async heard(_, __, signal) {
      const next = script.shift()
      if (next === 'away') throw new VoiceProblem('no answer')
      if (next === 'lost') return 'lost'
      if (next) return [typeof next === 'function' ? await next(keys) : next]
      // Nothing more until somebody wants it to end.
      await new Promise<void>((done) => { if (signal?.aborted) done(); else signal?.addEventListener('abort', () => done()) })
      return []
    },
    async verdict(_, n, verdict) { verdicts.push(`${n} ${verdict}`) },
    async hangUp(id) { hungUp.push(id) },
    async check() { if (held.down) throw new VoiceProblem('down') },
    async close() {},
  }
  const state = ({ recovery, counter }: CodeMessage) => states.get(`${recovery}.${counter}`) ?? 'queued'
  const move = (message: CodeMessage, from: string, to: string) => {
    if (state(message) !== from) return false
    states.set(`${message.recovery}.${message.counter}`, to)
    return true
  }
  const log = { info: () => {}, warn: () => {}, error: (fields: object) => { throw new Error(JSON.stringify(fields)) } }
  const server = (hears: (what: string) => void = () => {}) => callDelivery({
    recoveries: w.store, hear: (...about) => { hears(about[2].what); return w.service.hear(...about) }, changes: w.changes, voice, company: 'Contoso', key, log, now: w.now,
    messages: {
      claim: async (message) => move(message, 'queued', 'sending'), release: async (message) => void move(message, 'sending', 'queued'),
      settle: async (message, to) => void move(message, 'sending', to), touch: async () => {},
      abandoned: async () => w.queued.filter((message) => state(message) === 'sending'),
    },
    destinationOf: async () => held.destination,
    pause: async (milliseconds) => w.pass(milliseconds / 1000),
    throttle: { send: async () => ({ allowed: held.allowed, undo: async () => {} }), rest: async (to, minutes) => void rested.push(`${to.reveal()} ${minutes}`) },
    audit: { record: async (entries) => void told.push(...entries) },
  })
  return {
    ...w, w, server, placed, verdicts, hungUp, rested, told, state,
    says: (next: Hears[]) => { script = next },
    held,
    async begun(account = 'ada') {
      const { token, view } = await w.begin(account)
      keys = view.step.kind === 'call' ? view.step.keys ?? '' : expect.fail('no call')
      const message = w.queued.at(-1) ?? expect.fail('no call is queued')
      return { token, view, message, call: async () => ((await w.service.read(token)).step) }
    },
  }
}

const ringing: HeardAt = { n: 1, what: 'ringing' }
const answered: HeardAt = { n: 2, what: 'answered' }
const keyed = (n: number, text?: string) => (shown: string): HeardAt => ({ n, what: 'keys', keys: new Secret(text ?? shown) })
const settled = () => new Promise((done) => setTimeout(done, 5))

describe('[F-08] a call', () => {
  it('is made to the number, once, and what is heard moves the screen', async () => {
    const t = world()
    const { message, call } = await t.begun()
    t.says([ringing, answered, keyed(3)])
    const calls = t.server()
    await calls.deliver(message)
    await calls.deliver(message)
    await settled()
    expect(t.placed).toEqual([`${message.recovery}.phone-call.1 ${NUMBER}`])
    expect(await call()).toMatchObject({ kind: 'call', call: 'confirmed' })
    expect(t.verdicts).toEqual(['3 right'])
    expect(t.state(message)).toBe('sent')
    expect(t.told).toMatchObject([{ kind: 'message-sent', gate: 'phone-call', counter: 1 }])
  })

  it('asks again after wrong keys, and ends with the third', async () => {
    const t = world()
    const { message, call } = await t.begun()
    t.says([answered, keyed(3, '00x'), keyed(4, '#'), keyed(5, 'no')])
    await t.server().deliver(message)
    await settled()
    expect(t.verdicts).toEqual(['3 wrong', '4 wrong', '5 stop'])
    expect(await call()).toEqual({ kind: 'ended', reason: 'too-many-tries' })
  })

  it('that nobody asked for ends the recovery, rests the number and tells the helpdesk, also when the screen has moved on', async () => {
    const t = world()
    const { message, token, view, call } = await t.begun()
    t.says([answered, async (keys) => {
      await t.service.pickWay(token, { stepToken: view.stepToken, way: 'email' })
      return keyed(3, '9')(keys)
    }])
    await t.server().deliver(message)
    await settled()
    expect(t.verdicts).toEqual(['3 stop'])
    expect(await call()).toEqual({ kind: 'ended', reason: 'not-asked-for' })
    expect(t.rested).toEqual([`${NUMBER} 60`])
    expect(t.alarms).toEqual([{ alarm: 'call-denied', caseNumber: view.caseNumber }])
  })

  it('is hung up when it is wanted no more', async () => {
    const t = world()
    const { message, token } = await t.begun()
    t.says([ringing])
    await t.server().deliver(message)
    await settled()
    await t.service.cancel(token)
    await settled()
    expect(t.hungUp).toEqual([`${message.recovery}.phone-call.1`])
  })

  it.each(['busy', 'no-answer', 'hung-up', 'voicemail', 'network'] as const)('that ends with %s says so', async (what) => {
    const t = world()
    const { message, call } = await t.begun()
    t.says([{ n: 1, what }])
    await t.server().deliver(message)
    await settled()
    expect(await call()).toMatchObject({ call: what, over: true })
  })

  it('that the voice process has lost is over, and one that it cannot be asked about is asked about again', async () => {
    const t = world()
    const { message, call } = await t.begun()
    t.says(['away', ringing, 'away', 'lost'])
    await t.server().deliver(message)
    await settled()
    expect(await call()).toMatchObject({ call: 'network', over: true })
  })
})

describe('[S-10] whom nobody can call', () => {
  const fare = async (t: ReturnType<typeof world>, account?: string) => {
    const { message, call } = await t.begun(account)
    const seen: string[] = []
    const calls = t.server((what) => seen.push(what))
    await calls.deliver(message)
    for (let turn = 0; turn < 20; turn++) await settled()
    return { seen, step: await call(), called: t.placed.length }
  }

  it('sees a telephone that rings and is not answered, whether they do not exist or have no number', async () => {
    const unknown = await fare(world(), 'nobody')
    const t = world()
    t.held.destination = { missing: 'no number' }
    const missing = await fare(t)
    expect(unknown).toMatchObject({ seen: ['ringing', 'no-answer'], called: 0, step: { call: 'no-answer', over: true } })
    expect(missing).toMatchObject({ seen: unknown.seen, called: 0, step: { call: 'no-answer', over: true } })
  })

  it('[S-12] sees the same where as many calls went there as may, or where the provider refuses the number', async () => {
    const t = world()
    t.held.allowed = false
    expect(await fare(t)).toMatchObject({ seen: ['ringing', 'no-answer'], called: 0 })
    const refused = world()
    refused.held.fate = { fate: 'refused', why: 'no such number' }
    expect(await fare(refused)).toMatchObject({ seen: ['ringing', 'no-answer'], step: { call: 'no-answer' } })
  })

  it('is called as late as everybody where calls wait for their turn: it rings from then on, and as long', async () => {
    const t = world()
    const { message } = await t.begun('nobody')
    t.w.pass(30)
    const placedAt = t.w.now()
    const after: number[] = []
    await t.server(() => after.push(t.w.now() - placedAt)).deliver(message)
    for (let turn = 0; turn < 20; turn++) await settled()
    const [rings = 0, gaveUp = 0] = after
    expect(rings).toBeGreaterThanOrEqual(2500)
    expect(gaveUp - rings).toBeGreaterThanOrEqual(rules.phoneCall.ringSeconds * 1000)
  })

  it('waits as long as everybody while no call can be made', async () => {
    for (const account of ['ada', 'nobody']) {
      const t = world()
      t.held.down = true
      const { message, call } = await t.begun(account)
      await expect(t.server().deliver(message)).rejects.toThrow(NotSentYet)
      expect(t.state(message)).toBe('queued')
      expect(await call()).toMatchObject({ call: 'calling' })
    }
  })
})

describe('[S-14] a server that goes away in the middle', () => {
  it('calls nobody twice: another one listens from where it was', async () => {
    const t = world()
    const { message, call } = await t.begun()
    t.says([ringing])
    const first = t.server()
    await first.deliver(message)
    await settled()
    await first.close()
    expect(t.hungUp).toEqual([])
    t.says([answered, keyed(3)])
    await t.server().takeUp()
    await settled()
    expect(t.placed).toHaveLength(1)
    expect(await call()).toMatchObject({ call: 'confirmed' })
  })

  it('[S-12] after somebody said that they had not asked for it: whoever takes it up sees to it that their number rests', async () => {
    const t = world()
    const { message } = await t.begun()
    t.says([ringing, answered])
    const first = t.server()
    await first.deliver(message)
    await settled()
    // The last that the first one did.
    await t.w.service.hear(message.recovery, 'phone-call', { counter: 1, number: 3, what: 'keys', keys: new Secret('9') })
    await first.close()
    expect(t.rested).toEqual([])
    await t.server().takeUp()
    await settled()
    expect(t.rested).toEqual([`${NUMBER} 60`])
  })

  it('was taken for gone and is not: of two that listen to one call, the one who comes second to the keys says the same', async () => {
    const t = world()
    const { message, call } = await t.begun()
    // Each of them hears the same.
    t.says([answered, answered, keyed(3, 'xx'), keyed(3, 'xx'), keyed(4), keyed(4)])
    await t.server().deliver(message)
    await t.server().takeUp()
    await settled()
    expect(t.verdicts).toEqual(['3 wrong', '3 wrong', '4 right', '4 right'])
    expect(await call()).toMatchObject({ call: 'confirmed', triesLeft: 2 })
  })
})

it('[F-08 F-14] a call that is left for another way while it rings is hung up, and can be made again by who comes back', async () => {
  const t = world()
  const { message, token, view } = await t.begun()
  t.says([ringing])
  await t.server().deliver(message)
  await settled()
  const other = await t.service.pickWay(token, { stepToken: view.stepToken, way: 'email' })
  await settled()
  expect(t.hungUp).toEqual([`${message.recovery}.phone-call.1`])
  const back = await t.service.pickWay(token, { stepToken: other.stepToken, way: 'call' })
  expect(back.step).toMatchObject({ kind: 'call', call: 'hung-up', over: true })
})

it('nobody is called who has gone on to another way before it was placed', async () => {
  const t = world()
  const { message, token, view } = await t.begun()
  const other = await t.service.pickWay(token, { stepToken: view.stepToken, way: 'email' })
  await t.server().deliver(message)
  expect(t.placed).toEqual([])
  expect((await t.service.pickWay(token, { stepToken: other.stepToken, way: 'call' })).step).toMatchObject({ call: 'hung-up', over: true })
})
