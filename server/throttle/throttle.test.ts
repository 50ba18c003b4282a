import { Secret } from '@gatehouse/contract'
import { describe, expect, it } from 'vitest'
import type { CountedAs } from './counted-as.ts'
import { throttleInMemory, usualNumbers } from './throttle.scenario.ts'

const stranger = (typed: string): CountedAs => ({ typed, person: `person-${typed}`, address: 'somewhere', known: false })
const acquaintance = (typed: string): CountedAs => ({ ...stranger(typed), known: true })
const mailbox: Secret = new Secret('shared@home.example')

function world(numbers = usualNumbers) {
  let now = 0
  const spent: unknown[] = []
  return { throttle: throttleInMemory(() => now, (what) => spent.push(what), numbers), spent, pass: (minutes: number) => { now += minutes * 60_000 } }
}

describe("[S-12] the company's hour", () => {
  it('has two thirds for strangers and the rest for known sources, whoever they name', async () => {
    const { throttle, spent, pass } = world()
    for (let message = 0; message < 200; message++) await throttle.ask(stranger(`name-${message}`), 'email-code')
    await expect(throttle.ask(stranger('ada'), 'email-code')).rejects.toMatchObject({ code: 'too-many-messages', seconds: 3600 })
    pass(30)
    for (let message = 0; message < 100; message++) await throttle.ask(acquaintance(`name-${message}`), 'email-code')
    await expect(throttle.ask(acquaintance('ada'), 'email-code')).rejects.toMatchObject({ code: 'too-many-messages', seconds: 1800 })
    expect(spent).toEqual([{ budget: 'company', seconds: 3600 }])
    pass(30)
    await throttle.ask(stranger('ada'), 'email-code')
  })

  it('is not used up by what was refused for another reason, or given back', async () => {
    const { throttle } = world()
    for (let message = 0; message < 2; message++) await throttle.ask(stranger('ada'), 'email-code')
    for (let message = 0; message < 300; message++) await expect(throttle.ask(stranger('ada'), 'email-code')).rejects.toThrow()
    for (let message = 0; message < 300; message++) await (await throttle.ask(stranger(`name-${message}`), 'email-code'))()
    for (let message = 0; message < 198; message++) await throttle.ask(stranger(`name-${message}`), 'email-code')
    await expect(throttle.ask(stranger('grace'), 'email-code')).rejects.toThrow()
  })

  it('counts what follows a passed gate, and refuses nobody for it', async () => {
    const { throttle } = world()
    for (let message = 0; message < 250; message++) await throttle.follow(acquaintance('ada'))
    await expect(throttle.ask(stranger('ada'), 'email-code')).rejects.toThrow()
    for (let message = 0; message < 50; message++) await throttle.follow(acquaintance('ada'))
    await throttle.follow(acquaintance('ada'))
  })
})

describe('[S-12] calls at registration', () => {
  it('are ten in a day for one account, and ten to one number whoever asks for them', async () => {
    const { throttle, pass } = world()
    const landline = new Secret('+4930901820')
    for (let call = 0; call < 10; call++) {
      await throttle.ask(acquaintance('ada'), 'registration by call', 'calls')
      expect(await throttle.send(acquaintance(`name-${call}`), landline, 'calls')).toMatchObject({ allowed: true })
      pass(10)
    }
    await expect(throttle.ask(acquaintance('ada'), 'registration by call', 'calls')).rejects.toMatchObject({ code: 'too-many-messages', seconds: 86_400 - 6000 })
    expect(await throttle.send(acquaintance('grace'), landline, 'calls')).toMatchObject({ allowed: false })
    // Whoever gets back in there is called, and another number too.
    expect(await throttle.send(acquaintance('grace'), landline)).toMatchObject({ allowed: true })
    expect(await throttle.send(acquaintance('grace'), new Secret('+4930901821'), 'calls')).toMatchObject({ allowed: true })
    pass(24 * 60)
    await throttle.ask(acquaintance('ada'), 'registration by call', 'calls')
    expect(await throttle.send(acquaintance('ada'), landline, 'calls')).toMatchObject({ allowed: true })
  })

  it('that were not made are given back', async () => {
    const { throttle } = world()
    for (let call = 0; call < 30; call++) {
      await (await throttle.ask(acquaintance('ada'), 'registration by call', 'calls'))()
      const sent = await throttle.send(acquaintance('ada'), mailbox, 'calls')
      expect(sent.allowed).toBe(true)
      await sent.undo()
    }
  })
})

describe('[S-12] a mailbox or number', () => {
  it('gets two messages in ten minutes from strangers and a third from known sources, whoever shares it', async () => {
    const { throttle, spent, pass } = world()
    const sent = async (counted: CountedAs, to = mailbox) => (await throttle.send(counted, to)).allowed
    expect(await sent(stranger('ada'))).toBe(true)
    expect(await sent(stranger('ada-admin'), new Secret('Shared@Home.Example'))).toBe(true)
    expect(await sent(stranger('grace'))).toBe(false)
    expect(await sent(acquaintance('grace'))).toBe(true)
    expect(await sent(acquaintance('grace'))).toBe(false)
    expect(await sent(stranger('grace'), new Secret('grace@home.example'))).toBe(true)
    expect(spent).toEqual([{ budget: 'destination', seconds: 600 }])
    pass(10)
    expect(await sent(stranger('grace'))).toBe(true)
  })

  it('in any ten minutes, not only in those that begin with the first', async () => {
    const { throttle, pass } = world()
    let sent = 0
    for (let minute = 0; minute < 60; minute++) {
      if ((await throttle.send(acquaintance('ada'), mailbox)).allowed) sent += 1
      pass(1)
    }
    expect(sent).toBe(3 * 5)
  })

  it('gets back what certainly did not go', async () => {
    const { throttle } = world()
    for (let message = 0; message < 10; message++) await (await throttle.send(stranger('ada'), mailbox)).undo()
    expect((await throttle.send(stranger('ada'), mailbox)).allowed).toBe(true)
  })
})

describe('[S-11] wrong answers where two gates are needed', () => {
  const half = async ({ throttle }: ReturnType<typeof world>) => {
    await throttle.answer(stranger('ada'), 'email-code')
    await throttle.right(stranger('ada'), 'email-code')
  }
  const wrong = ({ throttle }: ReturnType<typeof world>) => throttle.answer(stranger('ada'), 'sms-code')

  it('are not forgotten for half of it: whoever holds the mailbox guesses the other code as seldom as anybody', async () => {
    const w = world()
    for (let guess = 0; guess < 6; guess++) {
      await half(w)
      await wrong(w)
    }
    await expect(half(w)).rejects.toMatchObject({ code: 'too-many-tries', seconds: 60 })
    w.pass(1)
    // What was right is no failure, and begins no wait.
    await half(w)
    await half(w)
    await wrong(w)
    await expect(wrong(w)).rejects.toMatchObject({ seconds: 120 })
  })

  it('are forgotten once all of it is passed', async () => {
    const w = world()
    for (let guess = 0; guess < 5; guess++) await wrong(w)
    await half(w)
    await wrong(w).then(({ undo }) => undo())
    await w.throttle.through(stranger('ada'))
    for (let guess = 0; guess < 5; guess++) await wrong(w)
    await half(w)
  })
})

describe('[S-10 S-11] whom a machine asks about', () => {
  const sid = (number: number) => `S-1-5-21-1-2-3-${1000 + number}`

  it('are fifty in a day; those whom it asked about before cost nothing, and a refused one is not among them', async () => {
    const { throttle, spent, pass } = world()
    for (let who = 0; who < 50; who++) await throttle.remind('desk', sid(who))
    for (let time = 0; time < 2; time++) await expect(throttle.remind('desk', sid(50))).rejects.toMatchObject({ code: 'too-many-tries', seconds: 86_400 })
    await throttle.remind('desk', sid(49))
    await throttle.remind('other desk', sid(50))
    expect(spent).toEqual([{ budget: 'reminder', seconds: 86_400 }])
    pass(24 * 60)
    await throttle.remind('desk', sid(50))
  })

  it('are asked about twenty times a day each', async () => {
    const { throttle } = world()
    for (let time = 0; time < 20; time++) await throttle.remind('desk', sid(1))
    await expect(throttle.remind('desk', sid(1))).rejects.toMatchObject({ code: 'too-many-tries' })
    await throttle.remind('desk', sid(2))
  })
})
