import { Secret } from '@gatehouse/contract'
import { describe, expect, test } from 'vitest'
import { PERSON, portal } from '../registration-portal.scenario.ts'

const NUMBER = '0171 3920011'
const HOUR = 3600
const refusal = (code: string) => expect.objectContaining({ code }) as unknown

describe('[S-16] "this was not me"', () => {
  // As a server of the version before made it, which told no time.
  const FROM_BEFORE = new Secret('WyI1ZjBjOGE1Mi05ZDVlLTRiOGUtOGEzNC0wZjZmMWUyZDNjNGIiLCI3SzRQLTI5UVgiLCJkZSIsNDEwMjQ0NDgwMDAwMF0.WLWKHUg_dhN-sL6yIE8HOllH')
  const link = (world: ReturnType<typeof portal>, more: object = {}) => world.links.make({ person: PERSON, caseNumber: 'CASE-1', language: 'de', until: world.now() + 1000, at: world.now(), ...more })

  test('freezes with one press, without a sign-in: nothing counts, nothing can be registered, whoever is signed in', async () => {
    const world = portal()
    const thief = await world.signedIn()
    await thief.register('number', NUMBER)
    await thief.offerMail('thief@evil.example')
    const { caseNumber } = await world.notMe({ token: link(world) })
    expect(await thief.view()).toMatchObject({ step: { kind: 'frozen', caseNumber }, confirmDue: false, items: [{ whole: false }] })
    await expect(thief.prove(await thief.code())).rejects.toEqual(refusal('not-possible-now'))
    for (const change of [() => thief.offerNumber(NUMBER), () => thief.again(), () => thief.remove('number-1'), () => thief.confirm()]) await expect(change()).rejects.toEqual(refusal('not-possible-now'))
    expect(await (await world.signedIn()).view()).toMatchObject({ step: { kind: 'frozen' }, wanted: [{ enough: 'no' }, { enough: 'no' }, { enough: 'no' }] })
    expect(world.notices.at(-1)).toMatchObject({ told: 'frozen', person: PERSON, caseNumber, language: 'de' })
  })

  test('pressed twice, or by two, it is one case; nothing old comes back by it', async () => {
    const world = portal()
    await (await world.signedIn()).register('number', NUMBER)
    const token = link(world)
    const first = await world.notMe({ token })
    expect(await world.notMe({ token })).toEqual(first)
    expect(await world.notMe({ token: link(world, { caseNumber: 'CASE-2' }) })).toEqual(first)
    expect((await world.registered()).has.number).toHaveLength(1)
  })

  test('a link that froze something freezes nothing again after an administrator has looked at it', async () => {
    const world = portal()
    const token = link(world)
    await world.notMe({ token })
    await world.registrations.reset(PERSON, world.now())
    await expect(world.notMe({ token })).rejects.toEqual(refusal('link-over'))
    expect((await world.registered()).frozen).toBeUndefined()
  })

  test('a link of before an administrator’s reset freezes nothing that was registered since, and says so; that of the reset’s own notice and those after it do', async () => {
    const world = portal()
    await (await world.signedIn()).register('number', NUMBER)
    const before = link(world, { until: world.now() + HOUR * 1000 })
    world.pass(60)
    await world.registrations.reset(PERSON, world.now())
    const ofTheReset = link(world)
    world.pass(0.1)
    await (await world.signedIn()).register('number', NUMBER)
    await expect(world.notMe({ token: before })).rejects.toEqual(refusal('link-settled'))
    expect((await world.registered()).frozen).toBeUndefined()
    const { caseNumber } = await world.notMe({ token: ofTheReset })
    expect((await world.registered()).frozen).toMatchObject({ caseNumber })
    // Whoever presses an old one meanwhile learns the case: it is frozen, whatever they pressed.
    expect(await world.notMe({ token: before })).toEqual({ caseNumber })
    // Nobody knows when that was, so it freezes: rather once too often.
    world.pass(1)
    await world.registrations.reset(PERSON, world.now())
    await world.notMe({ token: FROM_BEFORE })
    expect((await world.registered()).frozen).toBeDefined()
  })

  test('a link of which an administrator’s reset comes between its reading and the freeze freezes nothing', async () => {
    const world = portal()
    await (await world.signedIn()).register('number', NUMBER)
    const token = link(world)
    world.pass(0.5)
    const { freeze } = world.registrations
    const raced = { ...world.registrations, freeze: async (...asked: Parameters<typeof freeze>) => { await world.registrations.reset(PERSON, world.now()); await freeze(...asked) } }
    await expect(world.notMeOver(raced)({ token })).rejects.toEqual(refusal('link-settled'))
    expect((await world.registered()).frozen).toBeUndefined()
  })

  test('whoever was signed in before an administrator’s reset is not any more: neither a proof nor the company’s network of then counts', async () => {
    const world = portal()
    const [thief, ada] = [await world.signedIn(), await world.signedIn()]
    await ada.register('number', NUMBER)
    await thief.stepUp('number-1', 'sms')
    expect(await thief.prove()).toMatchObject({ done: 'proved' })
    await world.registrations.reset(PERSON, world.now())
    for (const rest of [() => thief.view(), () => thief.offerNumber('0172 3920099'), () => thief.remove('number-1'), () => ada.view(), () => ada.stay()]) {
      await expect(rest()).rejects.toEqual(refusal('not-signed-in'))
    }
    world.pass(0.1)
    await (await world.signedIn()).register('number', NUMBER)
    for (const rest of [() => thief.view(), () => thief.remove('number-1')]) await expect(rest()).rejects.toEqual(refusal('not-signed-in'))
    expect((await world.registered()).has.number).toHaveLength(1)
  })

  test('a reset that comes between a code and what it registers comes first', async () => {
    const world = portal()
    const thief = await world.signedIn()
    await thief.offerNumber(NUMBER)
    const { read } = world.registrations
    let readings = 0
    // The first is for what may be done, the second for the change itself.
    const service = world.serviceOver({ ...world.registrations, read: async (person) => { if (++readings === 2) await world.registrations.reset(PERSON, world.now()); return read(person) } })
    await expect(service.prove(thief.token, { code: await thief.code() }, thief.source)).rejects.toEqual(refusal('not-signed-in'))
    expect((await world.registered()).has.number).toEqual([])
  })

  test('a link whose days are over, of somebody else’s making, or cut off, does nothing', async () => {
    const world = portal()
    const token = link(world).reveal()
    const [text = '', mac = ''] = token.split('.')
    const other = portal().links.make({ person: 'another', caseNumber: 'X', language: 'en', until: world.now() + 1000, at: world.now() }).reveal().split('.')[0] ?? ''
    for (const wrong of ['', 'x', text, `${text}.`, `${other}.${mac}`, `${text}.${mac.slice(1)}`, `${text}.${mac}x`, `${text}x.${mac}`]) {
      await expect(world.notMe({ token: new Secret(wrong) }), wrong).rejects.toEqual(refusal('link-over'))
    }
    world.pass(1)
    await expect(world.notMe({ token: new Secret(token) })).rejects.toEqual(refusal('link-over'))
    expect((await world.registered()).frozen).toBeUndefined()
  })
})
