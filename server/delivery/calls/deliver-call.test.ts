import { Secret } from '@gatehouse/contract'
import { describe, expect, it } from 'vitest'
import { NotSentYet } from '../deliver-code.ts'
import { answered, keyed, NUMBER, ringing, rules, settled, world } from './calls.scenario.ts'

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

it('why somebody with a number was not called is in the log, under their case', async () => {
  for (const [change, why] of [
    [{ destination: { missing: 'the number that is held is no number that is called (PREMIUM_RATE)' } }, 'PREMIUM_RATE'],
    [{ allowed: false }, 'as many went there as may'],
  ] as const) {
    const t = world()
    Object.assign(t.held, change)
    const { message, view } = await t.begun()
    await t.server().deliver(message)
    expect(t.warned).toEqual([expect.stringContaining(why)])
    expect(t.warned[0]).toContain(view.caseNumber)
    expect(t.warned[0]).not.toContain(NUMBER)
  }
})

describe('[S-14] a server that goes away in the middle', () => {
  it('where the record is away in the moment in which it was placed, a call is listened to all the same', async () => {
    const t = world()
    const { message, call } = await t.begun()
    t.says([ringing, answered, keyed(3)])
    t.held.auditAway = true
    await expect(t.server().deliver(message)).rejects.toThrow('the record is away')
    await settled()
    expect(await call()).toMatchObject({ call: 'confirmed' })
    expect(t.placed).toHaveLength(1)
  })

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
