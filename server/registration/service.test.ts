import { Secret } from '@gatehouse/contract'
import { describe, expect, test } from 'vitest'
import { PERSON, portal } from '../registration-portal.scenario.ts'

const NUMBER = '0171 3920011'
const E164 = '+491713920011'
const HOUR = 3600
const refusal = (code: string) => expect.objectContaining({ code }) as unknown

describe('[S-16 F-17] the first registration', () => {
  test('in the company’s network a number and an address are registered, each once a code has shown that the person has it', async () => {
    const world = portal()
    const ada = await world.signedIn('portal-inside')
    expect(await ada.view()).toMatchObject({ step: { kind: 'overview' }, items: [], missing: ['number', 'mail', 'questions'], more: 2, numberBy: ['sms'] })
    expect(await ada.offerNumber(NUMBER)).toMatchObject({ step: { kind: 'prove', what: 'new', way: 'sms', shown: '+49 1713920011', digits: 6, codeEndsIn: 300, triesLeft: 3 }, items: [] })
    expect((await world.registered()).has.number).toEqual([])
    expect(await ada.prove()).toMatchObject({ step: { kind: 'overview' }, done: 'registered', items: [{ item: 'number-1', shown: '+49 1713920011', whole: true, whose: 'own', ways: ['sms'], age: 0, outsideIn: 24 * HOUR }] })
    expect(await ada.register('mail', ' Ada@Home.example ')).toMatchObject({ done: 'registered', items: [{ kind: 'number' }, { item: 'mail-1', shown: 'Ada@Home.example' }] })
    const { has } = await world.registered()
    expect([has.number, has.mail].flat().map(({ value, origin }) => [value.reveal(), origin])).toEqual([[E164, 'self'], ['Ada@Home.example', 'self']])
    expect(world.queued).toHaveLength(2)
  })

  test('from outside, with nothing that proves the person, it goes on elsewhere, and every change is refused', async () => {
    const ada = await portal().signedIn('portal-outside')
    expect(await ada.view()).toMatchObject({ step: { kind: 'elsewhere', why: 'first' } })
    await expect(ada.offerNumber(NUMBER)).rejects.toEqual(refusal('not-possible-now'))
    await expect(ada.offerMail('ada@home.example')).rejects.toEqual(refusal('not-possible-now'))
    await expect(ada.give({ pet: 'Rex', street: 'Hauptstraße' })).rejects.toEqual(refusal('not-possible-now'))
    await expect(ada.confirm()).rejects.toEqual(refusal('not-possible-now'))
  })

  test('who signed in inside and asks from outside is outside, and the other way round', async () => {
    const world = portal()
    expect(await (await world.signedIn('portal-inside')).elsewhere('portal-outside').view()).toMatchObject({ step: { kind: 'elsewhere' } })
    expect(await (await world.signedIn('portal-outside')).elsewhere('portal-inside').view()).toMatchObject({ step: { kind: 'elsewhere' } })
  })

  test('from outside an address that the company holds lets somebody in, once a code to it has come back', async () => {
    const world = portal({ held: { mail: 'ada@home.example', number: '+49 30 901820' } })
    const ada = await world.signedIn('portal-outside')
    // A landline takes no code by SMS, and nobody calls here.
    expect(await ada.view()).toMatchObject({ step: { kind: 'step-up', why: 'first', ways: [{ item: 'mail-company', way: 'email', shown: 'a•••@h•••' }] } })
    await expect(ada.offerNumber(NUMBER)).rejects.toEqual(refusal('step-up-needed'))
    expect(await ada.stepUp('mail-company')).toMatchObject({ step: { kind: 'prove', what: 'step-up', way: 'email', shown: 'a•••@h•••' } })
    expect(await ada.prove()).toMatchObject({ step: { kind: 'overview' }, done: 'proved', items: [{ whose: 'company', shown: '+49 30901820' }, { shown: 'ada@home.example', whole: true }] })
    expect(await ada.register('number', NUMBER)).toMatchObject({ done: 'registered' })
    expect((await world.registered()).has.mail).toEqual([])
  })

  test('the policy can leave the directory out', async () => {
    const ada = await portal({ held: { mail: 'ada@home.example' }, policy: 'registration: { fromDirectory: false }' }).signedIn('portal-outside')
    expect(await ada.view()).toMatchObject({ step: { kind: 'elsewhere' }, items: [] })
  })
})

describe('[S-16] a change', () => {
  async function withNumber(policy = '') {
    const world = portal({ policy })
    await (await world.signedIn()).register('number', NUMBER)
    world.pass(25 * HOUR)
    return world
  }

  test('needs something that was registered before, also in the company’s network: a PC that was left unlocked changes nothing', async () => {
    const world = await withNumber()
    const thief = await world.signedIn('portal-inside', 'ticket')
    const view = await thief.view()
    expect(view).toMatchObject({ step: { kind: 'step-up', why: 'change', ways: [{ item: 'number-1', way: 'sms', shown: '••• 11' }] }, items: [{ shown: '••• 11', whole: false }] })
    expect(JSON.stringify(view)).not.toContain('1713920011')
    for (const change of [() => thief.offerMail('thief@evil.example'), () => thief.remove('number-1'), () => thief.give({ pet: 'Rex', street: 'x-street' })]) {
      await expect(change()).rejects.toEqual(refusal('step-up-needed'))
    }
    await thief.stepUp('number-1', 'sms')
    await expect(thief.offerMail('thief@evil.example')).rejects.toEqual(refusal('step-up-needed'))
    expect(await thief.prove(new Secret('000000'))).toMatchObject({ step: { kind: 'prove', triesLeft: 2, error: 'code-wrong' } })
    expect(world.notices.map(({ told }) => told)).toEqual(['added'])
  })

  test('is possible after it, everything is shown whole, and everywhere is told of it', async () => {
    const world = await withNumber()
    const ada = await world.signedIn('portal-outside')
    await ada.stepUp('number-1', 'sms')
    expect(await ada.prove()).toMatchObject({ step: { kind: 'overview' }, items: [{ shown: '+49 1713920011', whole: true }] })
    await ada.register('mail', 'ada@home.example')
    expect(await ada.remove('number-1')).toMatchObject({ done: 'removed', items: [{ item: 'mail-1' }] })
    const { caseNumber } = await ada.view()
    expect(world.notices.slice(1)).toEqual([
      { person: PERSON, told: 'added', kind: 'mail', at: expect.any(Number) as unknown, caseNumber, language: 'en' },
      { person: PERSON, told: 'removed', kind: 'number', at: expect.any(Number) as unknown, caseNumber, language: 'en' },
    ])
    expect((await world.registered()).former.map(({ value }) => value.reveal())).toEqual([E164])
  })

  test('one proof is for one sign-in', async () => {
    const world = await withNumber()
    const ada = await world.signedIn()
    await ada.stepUp('number-1', 'sms')
    await ada.prove()
    await expect((await world.signedIn()).remove('number-1')).rejects.toEqual(refusal('step-up-needed'))
  })

  test('what somebody registered a moment ago they may correct in the same sign-in, until somebody else has changed it', async () => {
    const world = portal()
    const [ada, other] = [await world.signedIn(), await world.signedIn()]
    await ada.register('number', NUMBER)
    expect(await other.view()).toMatchObject({ step: { kind: 'step-up', why: 'change' } })
    await expect(other.remove('number-1')).rejects.toEqual(refusal('step-up-needed'))
    expect(await ada.remove('number-1')).toMatchObject({ done: 'removed' })
  })

  test('what was offered before is not registered any more once somebody else has registered, or from outside', async () => {
    const world = portal()
    const [thief, ada] = [await world.signedIn(), await world.signedIn()]
    await thief.offerNumber('0172 3920099')
    const outside = thief.elsewhere('portal-outside')
    expect(await outside.view()).toMatchObject({ step: { kind: 'elsewhere', why: 'first' } })
    for (const change of [() => outside.prove(), () => outside.again()]) await expect(change()).rejects.toEqual(refusal('not-possible-now'))
    await ada.register('number', NUMBER)
    expect(await thief.view()).toMatchObject({ step: { kind: 'step-up', why: 'change' } })
    world.pass(31)
    for (const change of [() => thief.prove(), () => thief.again()]) await expect(change()).rejects.toEqual(refusal('not-possible-now'))
    expect((await world.registered()).has.number.map(({ value }) => value.reveal())).toEqual([E164])
    // The code of a step-up takes the place of what was offered.
    expect(await thief.stepUp('number-1', 'sms')).toMatchObject({ step: { kind: 'prove', what: 'step-up' } })
  })

  test('of two first registrations that come at the same moment one is done', async () => {
    const world = portal()
    const [thief, ada] = [await world.signedIn(), await world.signedIn()]
    await thief.offerNumber('0172 3920099')
    await ada.offerNumber(NUMBER)
    const both = await Promise.allSettled([ada.prove(), thief.prove()])
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect((await world.registered()).has.number).toHaveLength(1)
  })

  test('a new number proves nobody from outside before its rest is over: a thief who registered it inside cannot go on from home', async () => {
    const world = portal()
    await (await world.signedIn()).register('number', NUMBER)
    world.pass(23 * HOUR)
    expect(await (await world.signedIn('portal-outside')).view()).toMatchObject({ step: { kind: 'elsewhere', why: 'change' }, items: [{ outsideIn: HOUR }] })
    expect(await (await world.signedIn('portal-inside')).view()).toMatchObject({ step: { kind: 'step-up' } })
    world.pass(HOUR)
    const home = await world.signedIn('portal-outside')
    expect(await home.view()).toMatchObject({ step: { kind: 'step-up' } })
    expect((await home.view()).items[0]).not.toHaveProperty('outsideIn')
  })

  test('an old address of the directory proves nobody who has registered one of their own', async () => {
    const world = portal({ held: { mail: 'old@home.example' } })
    await (await world.signedIn()).register('mail', 'new@home.example')
    world.pass(25 * HOUR)
    expect(await (await world.signedIn()).view()).toMatchObject({ step: { ways: [{ item: 'mail-1' }] } })
    await expect((await world.signedIn()).stepUp('mail-company')).rejects.toEqual(refusal('not-possible-now'))
  })

  test('an address that a file brought proves nobody who has registered one of their own', async () => {
    const world = portal()
    const brought = { kind: 'mail', slot: '1', value: new Secret('old@home.example'), origin: 'import', provedAt: null, outsideFrom: 0, confirmedAt: 0 } as const
    await world.registrations.put(await world.registered(), [brought])
    expect(await (await world.signedIn('portal-outside')).view()).toMatchObject({ step: { kind: 'step-up', why: 'first', ways: [{ item: 'mail-1' }] } })
    await (await world.signedIn()).register('mail', 'new@home.example')
    world.pass(25 * HOUR)
    const thief = await world.signedIn()
    expect((await thief.view()).step).toMatchObject({ kind: 'step-up', why: 'change', ways: [{ item: 'mail-2' }] })
    await expect(thief.stepUp('mail-1')).rejects.toEqual(refusal('not-possible-now'))
  })

  test('what the company holds nobody removes here', async () => {
    const ada = await portal({ held: { mail: 'ada@home.example' } }).signedIn()
    for (const item of ['mail-company', 'mail-1', 'answer-pet', 'questions', '__proto__']) await expect(ada.remove(item)).rejects.toEqual(refusal('not-possible-now'))
  })
})
