import { Secret } from '@gatehouse/contract'
import { describe, expect, test } from 'vitest'
import { codes } from '../recovery/machine.scenario.ts'
import { MustWait } from '../throttle/must-wait.ts'
import { PERSON, portal } from '../registration-portal.scenario.ts'

const NUMBER = '0171 3920011'
const HOUR = 3600
const refusal = (code: string) => expect.objectContaining({ code }) as unknown

describe('a code', () => {
  test('[S-13] is good once: of two proofs at once one registers, and a replay finds nothing to prove', async () => {
    const world = portal()
    const ada = await world.signedIn()
    await ada.offerNumber(NUMBER)
    const code = await ada.code()
    const both = await Promise.allSettled([ada.prove(code), ada.prove(code)])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(world.notices).toHaveLength(1)
    await expect(ada.prove(code)).rejects.toEqual(refusal('not-possible-now'))
    expect((await world.registered()).has.number).toHaveLength(1)
  })

  test('works for what it was sent to and for nothing else', async () => {
    const ada = await portal().signedIn()
    await ada.offerNumber(NUMBER)
    const [before, view] = [await ada.code(), await ada.offerNumber('0172 3920011')]
    expect(view).toMatchObject({ step: { shown: '+49 1723920011' } })
    expect(await ada.prove(before)).toMatchObject({ step: { error: 'code-wrong', triesLeft: 2 } })
    await ada.withdraw()
    await expect(ada.prove(new Secret('000000'))).rejects.toEqual(refusal('not-possible-now'))
  })

  test('[S-16] of a registration opens no recovery, and one of a recovery registers nothing', async () => {
    const ada = await portal().signedIn()
    await ada.offerNumber(NUMBER)
    const { id, counter } = await ada.visit()
    const registers = (await ada.code()).reveal()
    for (const gate of ['sms-code', 'email-code', 'phone-call']) expect(codes.derive({ recovery: id, gate, counter, digits: 6 }).reveal()).not.toBe(registers)
    expect(await ada.prove(codes.derive({ recovery: id, gate: 'sms-code', counter, digits: 6 }))).toMatchObject({ step: { error: 'code-wrong' } })
  })

  test('is judged three times and for five minutes; another comes after half a minute, and the one before stops working', async () => {
    const world = portal()
    const ada = await world.signedIn()
    await ada.offerNumber(NUMBER)
    await expect(ada.again()).rejects.toEqual(refusal('not-possible-now'))
    const first = await ada.code()
    world.pass(30)
    expect(await ada.again()).toMatchObject({ step: { kind: 'prove', againIn: 30, triesLeft: 3 } })
    expect(await ada.prove(first)).toMatchObject({ step: { error: 'code-wrong', triesLeft: 2 } })
    world.pass(240)
    await ada.stay()
    world.pass(60)
    const before = world.entries.length
    for (let typed = 0; typed < 50; typed += 1) expect(await ada.prove()).toMatchObject({ step: { error: 'code-expired', triesLeft: 2 } })
    expect(world.entries.slice(before), '[S-18] what costs no try does not fill the record either').toMatchObject([{ kind: 'registration-code-failed', why: 'expired' }])
    await ada.again()
    await ada.prove(new Secret('12'))
    expect(await ada.prove(new Secret('x'))).toMatchObject({ step: { kind: 'overview' }, refused: 'proof-ended', items: [] })
  })

  test('[S-11] is guessed no more often than the account’s budget allows, in however many sign-ins', async () => {
    const world = portal()
    await (await world.signedIn()).register('number', NUMBER)
    world.pass(25 * HOUR)
    const guess = async () => {
      const thief = await world.signedIn('portal-outside')
      await thief.stepUp('number-1', 'sms')
      for (let tries = 0; tries < 3; tries += 1) await thief.prove(new Secret('000000'))
    }
    await guess()
    await guess()
    await expect(guess()).rejects.toThrow(MustWait)
  })

  test('[S-12] is sent no more often than three times in ten minutes for one account and way', async () => {
    const ada = await portal().signedIn()
    for (const number of ['0171 3920011', '0171 3920012', '0171 3920013']) await ada.offerNumber(number)
    await expect(ada.offerNumber('0171 3920014')).rejects.toThrow(MustWait)
  })
})

describe('what is offered', () => {
  test.each([
    ['0171/39 200-11', 'sms', undefined, '+49 1713920011'], ['+1 425 555 0100', 'sms', undefined, '+1 4255550100'], ['(425) 555-0100', 'sms', 'US', '+1 4255550100'],
    ['0049 171 3920011', 'sms', undefined, '+49 1713920011'], ['tel:+49-171-3920011', 'sms', undefined, '+49 1713920011'], ['０１７１３９２００１１', 'sms', undefined, '+49 1713920011'],
  ] as const)('[F-17] %s by %s in %s is %s', async (typed, by, country, shown) => {
    expect(await (await portal().signedIn()).offerNumber(typed, by, country)).toMatchObject({ step: { kind: 'prove', shown } })
  })

  test.each([
    ['nonsense', 'no-number'], ['0171', 'no-such-number'], ['+49 171 3920011 ext. 5', 'extension'], ['030 901820', 'no-sms'], ['0900 1234567', 'premium'], ['0800 1234567', 'premium'],
    ['+881 631 555 123', 'no-country'], ['0171 3920011; 0172', 'extension'],
  ])('[S-12] %s is refused: %s', async (typed, refused) => {
    const world = portal()
    expect(await (await world.signedIn()).offerNumber(typed)).toMatchObject({ step: { kind: 'overview' }, refused })
    expect(world.queued).toEqual([])
  })

  test.each([
    ['ada@corp.example', 'own-mailbox'], ['ADA+x@corp.example', 'own-mailbox'], ['A.Lovelace+x@corp.example', 'own-mailbox'], ['ada', 'no-address'], ['a@b.example, c@d.example', 'no-address'], ['a@b.example\nbcc: x@y.example', 'no-address'],
  ])('[S-16] the address %s is refused: %s', async (typed, refused) => {
    expect(await (await portal().signedIn()).offerMail(typed)).toMatchObject({ step: { kind: 'overview' }, refused })
  })

  test('what is registered already is said; of each kind there are two', async () => {
    const ada = await portal().signedIn()
    await ada.register('mail', 'one@home.example')
    expect(await ada.offerMail('ONE@home.example')).toMatchObject({ refused: 'same' })
    await ada.register('mail', 'two@home.example')
    expect(await ada.offerMail('three@home.example')).toMatchObject({ refused: 'too-many' })
  })

  test('a call, where nobody calls, and a number, where nobody carries SMS, are not offered', async () => {
    expect(await (await portal().signedIn()).offerNumber(NUMBER, 'call')).toMatchObject({ refused: 'not-reached' })
    const view = await (await portal({ sms: false }).signedIn()).view()
    expect(view).toMatchObject({ numberBy: [], missing: ['mail', 'questions'], more: 2 })
  })

  test('a kind that the policy does not have is not possible', async () => {
    const ada = await portal({ policy: 'registration: { kinds: [mail] }' }).signedIn()
    await expect(ada.offerNumber(NUMBER)).rejects.toEqual(refusal('not-possible-now'))
    await expect(ada.give({ pet: 'Rex', street: 'Allee' })).rejects.toEqual(refusal('not-possible-now'))
    const view = await ada.view()
    expect(view).toMatchObject({ missing: ['mail'], more: 1, numberBy: [], wanted: [{ needed: 2, enough: 'no' }, {}, {}] })
    expect(await ada.register('mail', 'ada@home.example'), 'there is no second one here').toMatchObject({ missing: [], more: 0, wanted: [{ enough: 'no' }, {}, {}] })
    expect(view).not.toHaveProperty('questions')
  })

  test('[F-17] answers are taken all at once, in the place of those from before; fewer than needed, and poor ones, are refused', async () => {
    const world = portal()
    const ada = await world.signedIn()
    expect(await ada.view()).toMatchObject({ questions: { answered: 0, needed: 2, questions: [{ id: 'pet', text: 'pet in en' }, {}, {}] } })
    expect(await ada.give({ pet: 'Rex' })).toMatchObject({ refused: 'too-few' })
    expect(await ada.give({ pet: 'Rex', street: 'abc' })).toMatchObject({ refusedAnswers: [{ question: 'street', why: 'too-common' }], questions: { answered: 0 } })
    expect(await ada.give({ pet: 'Rex', street: 'Allee' })).toMatchObject({ done: 'registered', questions: { answered: 2, age: 0, outsideIn: 24 * HOUR } })
    const { version } = await world.registered()
    expect(await ada.give({ pet: 'Rex', film: 'Metropolis' })).toMatchObject({ done: 'registered', questions: { answered: 2 } })
    // In one change: nobody is ever left with old ones beside new ones, or with too few.
    expect((await world.registered()).version).toBe(version + 1)
    expect((await world.registered()).has.answer.map(({ slot, value }) => [slot, value.reveal()])).toEqual([['film', 'hash of Metropolis'], ['pet', 'hash of Rex']])
    expect(world.notices.map(({ told, kind }) => [told, kind])).toEqual([['added', 'answer'], ['replaced', 'answer']])
    expect(await ada.remove('questions')).toMatchObject({ questions: { answered: 0 } })
  })
})

describe('what the policy still wants', () => {
  test('is said for each entrance: ready, ready later, or missing', async () => {
    const world = portal({ policy: '' })
    const ada = await world.signedIn()
    expect((await ada.view()).wanted.map(({ entrance, needed, enough }) => [entrance, needed, enough])).toEqual([['workstation', 2, 'no'], ['portal-inside', 2, 'no'], ['portal-outside', 2, 'no']])
    expect(await ada.register('number', NUMBER), 'one more thing, and either will do').toMatchObject({ missing: ['mail', 'questions'], more: 1 })
    const view = await ada.register('mail', 'ada@home.example')
    expect(view).toMatchObject({ missing: [], more: 0, wanted: [{ enough: 'yes' }, { enough: 'yes' }, { entrance: 'portal-outside', enough: 'later' }] })
    expect(view.wanted[2]?.ways).toEqual([{ way: 'email', ready: 'later' }, { way: 'sms', ready: 'later' }, { way: 'questions', ready: 'no' }])
  })

  test('the directory’s address counts, where the policy says so', async () => {
    const view = await (await portal({ held: { mail: 'ada@home.example', number: NUMBER } }).signedIn()).view()
    expect(view).toMatchObject({ missing: [], more: 0, wanted: [{ enough: 'yes' }, { enough: 'yes' }, { enough: 'yes' }] })
  })

  test('after the days of the policy the person is asked, and says that it is still right without a code', async () => {
    const world = portal({ policy: 'registration: { reconfirmDays: 2 }' })
    await (await world.signedIn()).register('number', NUMBER)
    world.pass(48 * HOUR)
    const ada = await world.signedIn()
    expect(await ada.view()).toMatchObject({ confirmDue: true, step: { kind: 'step-up' } })
    expect(await ada.confirm()).toMatchObject({ confirmDue: false, done: 'confirmed' })
    expect((await world.registered()).has.number[0]?.confirmedAt).toBe(world.now())
    const confirmedAt = world.now()
    for (let more = 0; more < 20; more += 1) expect(await ada.confirm()).toMatchObject({ confirmDue: false, done: 'confirmed' })
    world.pass(60)
    await ada.confirm()
    expect((await world.registered()).has.number[0]?.confirmedAt, 'it is no news, and not written again').toBe(confirmedAt)
  })
})

describe('signing in', () => {
  const tried = (world: ReturnType<typeof portal>, account: string, password: string) =>
    world.begin.byPassword({ account, password: new Secret(password), language: 'en' }, { entrance: 'portal-outside', address: '192.0.2.7' }).catch((error: unknown) => error)

  test('[S-10] nobody, and somebody with a wrong password or near their lock-out, are refused alike', async () => {
    const world = portal()
    const refused = [await tried(world, 'nobody', 'x'), await tried(world, 'ada', 'wrong')]
    world.answered = { kind: 'too-close' }
    refused.push(await tried(world, 'ada', 'Correct-Horse-9'))
    for (const one of refused) expect(one).toMatchObject({ code: 'sign-in-refused', why: undefined })
    expect(world.entries).toEqual(['wrong', 'wrong', 'too-close'].map((why) => ({ kind: 'registration-refused', by: 'password', why })))
  })

  test('[S-11] the budget of the typed name ends it, whether somebody has that name or not', async () => {
    for (const name of ['ada', 'nobody']) {
      const world = portal()
      for (let tries = 0; tries < 6; tries += 1) expect(await tried(world, name, 'wrong')).toMatchObject({ code: 'sign-in-refused' })
      expect(await tried(world, name, 'Correct-Horse-9')).toBeInstanceOf(MustWait)
    }
  })

  test('[S-11] who guesses a password keeps nobody from signing in with a ticket', async () => {
    const world = portal()
    for (let tries = 0; tries < 6; tries += 1) await tried(world, 'ada', 'wrong')
    expect(await tried(world, 'ada', 'Correct-Horse-9')).toBeInstanceOf(MustWait)
    const ada = await world.signedIn('portal-inside', 'ticket')
    expect(await ada.offerMail('ada@home.example')).toMatchObject({ step: { kind: 'prove' } })
    // Neither from it nor from registering, one wrong code included.
    expect(await ada.prove(new Secret('000000'))).toMatchObject({ step: { error: 'code-wrong' } })
    expect(await ada.prove()).toMatchObject({ done: 'registered' })
  })

  test('[S-11] who has a ticket guesses codes no more often than the budget of a known source allows, in however many sign-ins', async () => {
    const world = portal()
    await (await world.signedIn()).register('number', NUMBER)
    const guess = async () => {
      const thief = await world.signedIn('portal-inside', 'ticket')
      await thief.stepUp('number-1', 'sms')
      for (let tries = 0; tries < 3; tries += 1) await thief.prove(new Secret('000000'))
    }
    await guess()
    await guess()
    world.pass(660)
    await expect(guess()).rejects.toThrow(MustWait)
  })

  test('whose password is right and who must change it first is told so', async () => {
    const world = portal()
    world.answered = { kind: 'not-possible', why: 'must-change' }
    expect(await tried(world, 'ada', 'x')).toMatchObject({ code: 'account-not-ready', why: 'must-change' })
  })

  test('a ticket is asked for in the company’s network alone', async () => {
    const world = portal()
    const by = (ticket: string | undefined, entrance: 'portal-inside' | 'portal-outside' = 'portal-inside') =>
      world.begin.byTicket({ language: 'en' }, { entrance, address: '192.0.2.7' }, ticket).catch((error: unknown) => error)
    expect(await by('ticket')).toMatchObject({ visit: { person: PERSON, account: 'ada' }, answer: 'back' })
    expect(await by(undefined)).toMatchObject({ code: 'negotiate-needed' })
    expect(await by('old')).toMatchObject({ code: 'sign-in-refused' })
    expect(await by('ticket', 'portal-outside')).toMatchObject({ code: 'sign-in-refused' })
  })

  test.each(['password', 'ticket'] as const)('[S-21] whoever signs in anew in the same browser, by %s, has left what they were at: its token opens nothing any more, and its code registers nothing', async (by) => {
    const world = portal()
    const first = await world.signedIn()
    await first.offerNumber(NUMBER)
    const elsewhere = await world.signedIn()
    const second = await world.signedIn('portal-inside', by, first.token)
    for (const act of [() => first.view(), () => first.prove(new Secret('000000')), () => first.signOut()]) await expect(act()).rejects.toEqual(refusal('not-signed-in'))
    expect((await first.visit()).place).toEqual({ at: 'over' })
    for (const one of [second, elsewhere]) expect(await one.view()).toMatchObject({ step: { kind: 'overview' } })
  })

  test('a sign-in that is refused ends none, and a token of nobody’s ends nothing', async () => {
    const world = portal()
    const first = await world.signedIn()
    const refused = world.begin.byPassword({ account: 'ada', password: new Secret('wrong'), language: 'en' }, first.source, first.token)
    await expect(refused).rejects.toEqual(refusal('sign-in-refused'))
    await world.signedIn('portal-inside', 'password', new Secret('x'.repeat(43)))
    expect(await first.view()).toMatchObject({ step: { kind: 'overview' } })
  })

  test('it lasts a quarter of an hour, five minutes without a sign of life, and until the person leaves', async () => {
    const world = portal()
    const ada = await world.signedIn()
    expect(await ada.view()).toMatchObject({ idleIn: 300, endsIn: 900 })
    world.pass(299)
    expect(await ada.stay()).toMatchObject({ idleIn: 300, endsIn: 601 })
    world.pass(300)
    await expect(ada.view()).rejects.toEqual(refusal('not-signed-in'))
    const again = await world.signedIn()
    for (const pause of [250, 250, 250]) { world.pass(pause); await again.stay() }
    world.pass(150)
    await expect(again.stay()).rejects.toEqual(refusal('not-signed-in'))
    const left = await world.signedIn()
    await left.signOut()
    await expect(left.view()).rejects.toEqual(refusal('not-signed-in'))
  })
})
