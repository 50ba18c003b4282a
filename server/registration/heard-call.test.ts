import { Secret } from '@gatehouse/contract'
import { describe, expect, test } from 'vitest'
import { PERSON, portal } from '../registration-portal.scenario.ts'
import type { HeardAt } from '../voice/line.ts'

const LANDLINE = '030 901820'
const refusal = (code: string) => expect.objectContaining({ code }) as unknown

/** Somebody who is called to prove a number. */
async function called(number = LANDLINE) {
  const world = portal({ calls: true })
  const ada = await world.signedIn()
  const { step } = await ada.offerNumber(number, 'call')
  const { keys } = step.kind === 'prove' && step.call ? step.call : expect.fail('nobody is called')
  const wrong = keys === '00' ? '11' : '00'
  let n = 0
  const hear = async (heard: Exclude<HeardAt['what'], 'keys'> | { keys: string }) => {
    const { counter, id } = await ada.visit()
    return world.hear({ visit: id, counter }, typeof heard === 'string' ? { n: ++n, what: heard } : { n: ++n, what: 'keys', keys: new Secret(heard.keys) })
  }
  const call = async () => {
    const { step: now } = await ada.view()
    return now.kind === 'prove' ? now : expect.fail(now.kind)
  }
  return { world, ada, keys, wrong, hear, call }
}

/** What was proved by a call before is called again, for another sign-in of the person's or of whoever has their password. @returns `shown`: the digits of its page */
async function calledAtStepUp() {
  const { world, ada, keys, hear } = await called()
  await hear({ keys })
  await ada.prove(new Secret(keys))
  const by = await world.signedIn()
  const { step } = await by.stepUp('number-1', 'call')
  return { world, by, shown: step.kind === 'prove' ? step.call?.keys ?? '' : '', ...await by.visit() }
}

describe('a number that is called', () => {
  test('[F-17 S-16] a landline is registered once the digits of the screen were keyed there, and the page has gone on', async () => {
    const { world, ada, keys, hear, call } = await called()
    expect(await call()).toMatchObject({ what: 'new', way: 'call', shown: '+49 30901820', digits: 2, call: { state: 'calling', over: false } })
    expect(keys).toMatch(/^[0-8]\d$/u)
    expect(world.queued).toHaveLength(1)
    // The page alone changes nothing: the digits are on its own screen.
    expect(await ada.prove(new Secret(keys))).toMatchObject({ step: { kind: 'prove', triesLeft: 3 }, items: [] })
    expect([await hear('ringing'), (await call()).call?.state]).toEqual(['on', 'ringing'])
    expect([await hear('answered'), (await call()).call?.state]).toEqual(['on', 'answered'])
    expect([await hear({ keys }), (await call()).call]).toEqual(['right', { state: 'confirmed', keys, over: true }])
    expect((await world.registered()).has.number).toEqual([])
    expect(await ada.prove(new Secret(keys))).toMatchObject({ step: { kind: 'overview' }, done: 'registered', items: [{ shown: '+49 30901820', ways: ['call'] }] })
    await expect(ada.prove(new Secret(keys))).rejects.toEqual(refusal('not-possible-now'))
  })

  test('[S-11] wrong keys are counted over all calls, and in the account’s budget; with the third it is over', async () => {
    const { world, ada, keys, wrong, hear, call } = await called()
    expect([await hear({ keys: wrong }), await call()]).toMatchObject(['wrong', { triesLeft: 2, call: { state: 'wrong-keys', over: false } }])
    await hear('hung-up')
    world.pass(30)
    expect(await ada.again()).toMatchObject({ step: { triesLeft: 2, call: { state: 'calling' } } })
    expect(await hear({ keys: wrong })).toBe('wrong')
    expect(await hear({ keys: wrong })).toBe('stop')
    expect(await call()).toMatchObject({ triesLeft: 0, call: { state: 'wrong-keys', over: true } })
    expect(await call()).not.toHaveProperty('againIn')
    expect(await hear({ keys })).toBe('over')
    expect(world.entries.filter(({ kind }) => kind === 'registration-code-failed')).toHaveLength(3)
  })

  test('[S-11] is guessed no more often than the account’s budget allows, with however many calls', async () => {
    const { ada, wrong, hear } = await called()
    const guess = async () => [await hear({ keys: `${wrong}9` }), await hear({ keys: `${wrong}9` }), await hear({ keys: `${wrong}9` })]
    const anew = async () => {
      await ada.withdraw()
      await ada.offerNumber(LANDLINE, 'call')
      return guess()
    }
    expect(await guess()).toEqual(['wrong', 'wrong', 'stop'])
    expect(await anew()).toEqual(['wrong', 'wrong', 'stop'])
    expect(await anew()).toEqual(['stop', 'over', 'over'])
  })

  test('each thing that is heard counts once, and of an older call nothing does', async () => {
    const { world, ada, keys, wrong, hear, call } = await called()
    const { id, counter } = await ada.visit()
    const first: HeardAt = { n: 1, what: 'keys', keys: new Secret(wrong) }
    await hear({ keys: wrong })
    expect([await world.hear({ visit: id, counter }, first), (await call()).triesLeft]).toEqual(['on', 2])
    await hear('no-answer')
    world.pass(30)
    await ada.again()
    expect(await world.hear({ visit: id, counter }, { n: 3, what: 'keys', keys: new Secret(keys) })).toBe('over')
  })

  test.each(['busy', 'no-answer', 'hung-up', 'voicemail', 'network'] as const)('%s is said, and after the pause another call can be asked for', async (end) => {
    const { world, ada, hear, call } = await called()
    await hear(end)
    expect(await call()).toMatchObject({ call: { state: end, over: true }, againIn: 30 })
    world.pass(30)
    expect(await ada.again()).toMatchObject({ step: { call: { state: 'calling', over: false } } })
  })

  test('[S-12] nobody is called again while it may still ring; one of which nothing more is heard is over in the end', async () => {
    const { world, ada, hear, call } = await called()
    await hear('ringing')
    world.pass(60)
    await expect(ada.again()).rejects.toEqual(refusal('not-possible-now'))
    expect(await call()).toMatchObject({ call: { state: 'ringing', over: false } })
    world.pass(60)
    expect(await call()).toMatchObject({ call: { state: 'network', over: true }, againIn: 0 })
    await ada.again()
  })

  test('what is withdrawn or left is waited for no more', async () => {
    for (const leave of ['withdraw', 'signOut'] as const) {
      const { ada, keys, hear } = await called()
      await ada[leave]()
      expect(await hear({ keys })).toBe('over')
    }
  })

  test('what was confirmed holds for as long as a call can take and a minute more', async () => {
    const { world, ada, keys, hear } = await called()
    await hear({ keys })
    world.pass(170)
    expect(await ada.prove(new Secret(keys))).toMatchObject({ step: { kind: 'prove', error: 'code-expired', call: { state: 'network', over: true }, againIn: 0 }, items: [] })
    expect(await ada.again()).toMatchObject({ step: { call: { state: 'calling', over: false } } })
  })

})

describe('[S-12] whoever is signed in, as themself or with a stolen password, and types a number that is not theirs', () => {
  test.each([
    ['0900 1234567', 'premium'], ['+44 909 8790879', 'premium'], ['+1 900 555 0123', 'premium'], ['0180 5123456', 'premium'], ['0137 1234567', 'premium'], ['0700 12345678', 'premium'],
    ['0800 1234567', 'premium'], ['+881 631 555 123', 'no-country'], ['+870 773 111 632', 'no-country'], ['+979 123 456 789', 'no-country'], ['+883 510 012345678', 'no-country'],
    ['110', 'no-such-number'], ['112', 'no-such-number'], ['+49 112', 'no-such-number'], ['030 901820 ext. 7', 'extension'],
  ])('has nobody called who costs, answers for everybody or comes with a siren: %s', async (number, why) => {
    const world = portal({ calls: true })
    const ada = await world.signedIn()
    expect(await ada.offerNumber(number, 'call')).toMatchObject({ refused: why, step: { kind: 'overview' } })
    expect(world.queued).toEqual([])
  })

  test('has three calls made in ten minutes, however often they withdraw and sign in, and ten in a day', async () => {
    const world = portal({ calls: true })
    let made = 0
    const call = async () => {
      const ada = await world.signedIn()
      await ada.offerNumber(`030 90182${String(made).padStart(2, '0')}`, 'call')
      made += 1
      await ada.withdraw()
    }
    while (made < 3) await call()
    await expect(call()).rejects.toMatchObject({ code: 'too-many-messages', seconds: 600 })
    for (const most of [6, 9, 10]) {
      world.pass(600)
      while (made < most) await call()
    }
    world.pass(600)
    await expect(call()).rejects.toMatchObject({ code: 'too-many-messages', seconds: 86_400 - 4 * 600 })
    expect(world.queued).toHaveLength(10)
    // An SMS is no call.
    await (await world.signedIn()).offerNumber('0171 3920011')
    world.pass(86_400)
    await call()
  })

  test('[S-16] of somebody who has registered something has nobody called before that has proved them', async () => {
    const { world, ada, keys, hear } = await called()
    await hear({ keys })
    await ada.prove(new Secret(keys))
    const thief = await world.signedIn()
    await expect(thief.offerNumber('030 901821', 'call')).rejects.toEqual(refusal('step-up-needed'))
    expect(world.queued).toHaveLength(1)
    expect(await thief.view()).toMatchObject({ step: { kind: 'step-up', ways: [{ way: 'call', shown: '••• 20' }] } })
  })

  test('[S-16] learns the digits and registers nothing by them: they count on the telephone alone', async () => {
    const { ada, keys, wrong, hear } = await called()
    await hear('answered')
    for (const typed of [keys, keys, keys, keys]) expect(await ada.prove(new Secret(typed))).toMatchObject({ items: [], step: { triesLeft: 3 } })
    await hear({ keys: wrong })
    await hear('hung-up')
    expect(await ada.prove(new Secret(keys))).toMatchObject({ items: [], step: { triesLeft: 2, call: { state: 'wrong-keys', over: true } } })
  })
})

describe('9: "I did not ask for this"', () => {
  test('[S-16] at a new number it ends the proof and freezes nothing: it may be a stranger’s number', async () => {
    const { world, ada, hear, call } = await called()
    expect(await hear({ keys: '9' })).toBe('denied')
    expect(await call()).toMatchObject({ call: { state: 'denied', over: true } })
    expect(await call()).not.toHaveProperty('againIn')
    world.pass(60)
    await expect(ada.again()).rejects.toEqual(refusal('not-possible-now'))
    expect((await world.registered()).frozen).toBeUndefined()
    expect(world.entries.at(-1)).toMatchObject({ kind: 'registration-code-failed', why: 'denied' })
  })

  test('[S-16] at a number that is registered it freezes all that is, and tells', async () => {
    const { world, by: thief, id, counter } = await calledAtStepUp()
    expect(await world.hear({ visit: id, counter }, { n: 1, what: 'keys', keys: new Secret('9') })).toBe('denied')
    expect(await thief.view()).toMatchObject({ step: { kind: 'frozen' } })
    expect(world.notices.at(-1)).toMatchObject({ told: 'frozen' })
  })

  test('[S-14 S-12] has the number rest before it is said: a server that falls over in between forgets nothing', async () => {
    const { world, ada, call } = await called()
    const { id, counter } = await ada.visit()
    const seen: unknown[] = []
    await world.hear({ visit: id, counter }, { n: 1, what: 'keys', keys: new Secret('9') }, async () => { seen.push((await call()).call?.state) })
    expect([seen, (await call()).call?.state]).toEqual([['calling'], 'denied'])
    await world.hear({ visit: id, counter }, { n: 2, what: 'hung-up' }, () => expect.fail('nobody pressed 9'))
  })

  test('[S-16] freezes nothing of what was registered after an administrator’s reset, which came between', async () => {
    const { world, id, counter } = await calledAtStepUp()
    world.pass(1)
    await world.registrations.reset(PERSON, world.now())
    expect(await world.hear({ visit: id, counter }, { n: 1, what: 'keys', keys: new Secret('9') })).toBe('denied')
    expect((await world.registered()).frozen).toBeUndefined()
  })

  test('[S-16 S-14] freezes also where the page is withdrawn at that moment', async () => {
    const { world, by: thief, id, counter } = await calledAtStepUp()
    const { freeze } = world.registrations
    Object.assign(world.registrations, { freeze: async (...frozen: Parameters<typeof freeze>) => { await thief.withdraw(); await freeze(...frozen) } })
    expect(await world.hear({ visit: id, counter }, { n: 1, what: 'keys', keys: new Secret('9') })).toBe('denied')
    expect((await world.registered()).frozen).toBeDefined()
  })

  test('[S-16] a call proves the person for a change, as a code does', async () => {
    const { world, by: again, shown, id, counter } = await calledAtStepUp()
    await world.hear({ visit: id, counter }, { n: 1, what: 'keys', keys: new Secret(shown) })
    expect(await again.prove(new Secret(shown))).toMatchObject({ done: 'proved', step: { kind: 'overview' } })
  })
})
