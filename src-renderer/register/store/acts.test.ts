import { problem, type ProblemCode, type Result } from '@gatehouse/contract'
import type { RegisterAbout, RegistrationView } from '@gatehouse/contract/registration'
import { describe, expect, test } from 'vitest'
import { portalLanguages } from '../../portal/words.ts'
import type { RegisterBridge } from '../bridge.ts'
import { firstTime, mail, number, proveStep, viewOf } from '../states/views.ts'
import { registerShownOf } from './shown.ts'
import type { RegisterState } from './state.ts'
import { createRegister } from './use-register.tsx'

const about: RegisterAbout = { company: { name: 'Contoso', helpdesk: '4357' }, idle: { after: 300, warnedBefore: 30 }, signIn: ['negotiate', 'password'], country: 'DE', kinds: ['number', 'mail'] }
const ok = <T>(value: T): Promise<Result<T>> => Promise.resolve({ ok: true, value })
const no = (code: ProblemCode, more: Parameters<typeof problem>[2] = {}): Promise<Result<never>> => Promise.resolve({ ok: false, problem: problem(code, 'N-1', more) })
const usual = firstTime()

/** A store over a bridge that answers so, and notes what it was asked. */
function registerOver(answers: Partial<RegisterBridge>, before: Partial<RegisterState> = {}) {
  const calls: [string, unknown][] = []
  let over = () => {}
  const noted = <I, T>(name: keyof RegisterBridge, given: ((input: I) => Promise<T>) | undefined, otherwise: () => Promise<T>) => (input: I) => {
    calls.push([name, input])
    return given ? given(input) : otherwise()
  }
  const view = () => ok(usual)
  const bridge: RegisterBridge = {
    registerAbout: noted('registerAbout', answers.registerAbout, () => ok(about)), branding: noted('branding', answers.branding, () => ok({})),
    signIn: noted('signIn', answers.signIn, view), signInNegotiate: noted('signInNegotiate', answers.signInNegotiate, view), registered: noted('registered', answers.registered, view),
    stepUp: noted('stepUp', answers.stepUp, view), offerNumber: noted('offerNumber', answers.offerNumber, view), offerMail: noted('offerMail', answers.offerMail, view),
    prove: noted('prove', answers.prove, view), proveAgain: noted('proveAgain', answers.proveAgain, view), withdraw: noted('withdraw', answers.withdraw, view),
    giveAnswers: noted('giveAnswers', answers.giveAnswers, view), remove: noted('remove', answers.remove, view), confirm: noted('confirm', answers.confirm, view),
    staySignedIn: noted('staySignedIn', answers.staySignedIn, view), signOut: noted('signOut', answers.signOut, () => ok({})), notMe: noted('notMe', answers.notMe, () => ok({ caseNumber: 'C-1' })),
    leave: noted('leave', answers.leave, () => Promise.resolve()), stay: () => ok({}), languages: () => ['en-GB'], onIdle: () => () => {},
    onOver: (listener) => {
      over = listener
      return () => {}
    },
  }
  const { store, acts } = createRegister({ bridge, clock: { now: () => 5000, today: () => new Date(0), every: () => () => {} }, languages: portalLanguages, calendar: { now: () => 0 } }, before)
  return { acts, calls, state: store.getState, at: () => registerShownOf(store.getState()).at, over: () => over() }
}

describe('signing in', () => {
  test('the password goes into the call, and into nothing that is known afterwards', async () => {
    const { acts, calls, state, at } = registerOver({})
    await acts.start()
    expect(at()).toBe('sign-in')
    acts.type('ada')
    await acts.signIn('Marble-1')
    expect(calls.at(-1)).toEqual(['signIn', { account: 'ada', password: 'Marble-1', language: 'en-GB' }])
    expect(JSON.stringify(state())).not.toContain('Marble-1')
    expect(at()).toBe('step')
  })

  test.each(['sign-in-refused', 'negotiate-needed'] as const)('%s is said where it was tried, and leaves the password as the way', async (code) => {
    const { acts, state, at } = registerOver({ signIn: () => no(code), signInNegotiate: () => no(code) }, { about })
    await acts.signInWithWindows()
    expect(state()).toMatchObject({ signInRefused: { code }, byPassword: true, busy: false })
    expect(at()).toBe('sign-in')
  })

  test('of an account that is not ready the reason is kept; another try forgets it', async () => {
    const { acts, state } = registerOver({ signIn: () => no('account-not-ready', { why: 'must-change' }) }, { about })
    await acts.signIn('right')
    expect(state().signInRefused).toEqual({ code: 'account-not-ready', why: 'must-change' })
    acts.takePassword(true)
    expect(state().signInRefused).toBeUndefined()
  })

  test('too many tries are a screen of their own; what was typed as the name is there afterwards', async () => {
    const { acts, state, at } = registerOver({ signIn: () => no('too-many-tries', { waitSeconds: 60 }) }, { about, account: 'ada' })
    await acts.signIn('x')
    expect(at()).toBe('problem')
    await acts.tryAgain()
    expect([at(), state().account]).toEqual(['sign-in', 'ada'])
  })

  test('a second press while one is answered does nothing', async () => {
    const { acts, calls } = registerOver({ signIn: () => new Promise(() => {}) }, { about })
    void acts.signIn('x')
    await acts.signIn('x')
    await acts.signInWithWindows()
    expect(calls.map(([name]) => name)).toEqual(['signIn'])
  })
})

describe('registering', () => {
  test('what is being proved brings the person back to what they typed, to correct it', async () => {
    const { acts, at, state } = registerOver({ offerNumber: () => ok(firstTime({ step: proveStep() })) }, { about, view: usual })
    acts.going({ to: 'number' })
    await acts.offerNumber('US', '425 555 1234', 'sms')
    expect(at()).toBe('step')
    await acts.withdraw()
    expect([at(), state().going]).toEqual(['going', { to: 'number', correcting: '+1 4255551234' }])
  })

  test('a refusal leaves the person where they typed; whoever goes elsewhere does not meet it there', async () => {
    const { acts, at, state } = registerOver({ offerMail: () => ok(firstTime({ refused: 'own-mailbox' })) }, { about, view: usual })
    acts.going({ to: 'mail' })
    await acts.offerMail('ada@corp.example')
    expect([at(), state().view?.refused]).toEqual(['going', 'own-mailbox'])
    acts.going({ to: 'number' })
    expect(state().view).not.toHaveProperty('refused')
  })

  test('whether it is still right is asked before anything proves the person, and a yes needs nothing else; who wants to change something proves themselves then', async () => {
    const step = { kind: 'step-up', why: 'change', ways: [{ item: 'mail-1', way: 'email', shown: 'a•••@l•••.example' }] } as const
    const before = viewOf({ confirmDue: true, step: { ...step, ways: [...step.ways] } })
    const { acts, at, calls } = registerOver({ confirm: () => ok({ ...before, confirmDue: false, done: 'confirmed' }) }, { about, view: before })
    expect(at()).toBe('still-right')
    acts.readEnough()
    expect(at()).toBe('step')
    const other = registerOver({ confirm: () => ok({ ...before, confirmDue: false, done: 'confirmed' }) }, { about, view: before })
    await other.acts.confirm()
    expect([other.at(), other.calls.map(([name]) => name), calls]).toEqual(['still-right', ['confirm'], []])
    other.acts.readEnough()
    expect(other.at()).toBe('step')
  })

  test('what is registered leads back to the overview, and after the last to its end, once', async () => {
    const views: RegistrationView[] = [firstTime({ items: [number], missing: ['mail'], done: 'registered' }), viewOf({ done: 'registered' })]
    const { acts, at } = registerOver({ prove: () => ok(views.shift() ?? usual) }, { about, view: firstTime({ step: proveStep() }), going: { to: 'number' } })
    await acts.prove('111111')
    expect(at()).toBe('step')
    await acts.prove('222222')
    expect(at()).toBe('enough')
    acts.readEnough()
    expect(at()).toBe('step')
  })

  test('where the person must prove themselves first, or has moved on in another tab, the present view is shown', async () => {
    for (const code of ['step-up-needed', 'not-possible-now'] as const) {
      const now = viewOf({ step: { kind: 'step-up', why: 'change', ways: [] } })
      const { acts, state } = registerOver({ remove: () => no(code), registered: () => ok(now) }, { about, view: viewOf(), going: { to: 'remove', item: mail.item } })
      await acts.remove(mail.item)
      expect(state()).toMatchObject({ view: now, going: undefined, problem: undefined })
    }
  })

  test('an answer to a look beside what the person does changes nothing once they have gone on', async () => {
    let answer: (result: Result<RegistrationView>) => void = () => {}
    const { acts, state } = registerOver({ registered: () => new Promise((done) => { answer = done }), prove: () => ok(viewOf({ done: 'registered' })) }, { about, view: firstTime({ step: proveStep() }) })
    const look = acts.lookAgain()
    await acts.prove('111111')
    answer({ ok: true, value: usual })
    await look
    expect(state().view?.done).toBe('registered')
  })
})

describe('going', () => {
  test('whoever signs out leaves nothing of themselves, though the server does not answer', async () => {
    const { acts, state, at } = registerOver({}, { about, view: viewOf(), account: 'ada' })
    await acts.leave()
    expect(at()).toBe('out')
    expect(state()).toMatchObject({ out: 'left', view: undefined, account: '', busy: false })
    acts.startAgain()
    expect(at()).toBe('sign-in')
  })

  test('time that is over is said, by the page and by the server', async () => {
    const { acts, over, calls, state } = registerOver({}, { about, view: viewOf() })
    acts.listen()
    over()
    expect(calls).toEqual([['leave', 'over']])
    const second = registerOver({ registered: () => no('not-signed-in') }, { about, view: viewOf() })
    await second.acts.read()
    expect(second.state()).toMatchObject({ out: 'over', view: undefined, problem: undefined })
    await Promise.resolve()
    expect(state().out).toBe('over')
  })

  test('nobody who has not signed in is signed out by time', () => {
    const { acts, over, calls } = registerOver({}, { about })
    acts.listen()
    over()
    expect(calls).toEqual([])
  })
})

describe('"this was not me"', () => {
  test('is one press, without a sign-in; its case number is shown', async () => {
    const { acts, calls, at, state } = registerOver({}, { notMe: 'a-token' })
    await acts.start()
    expect(at()).toBe('not-me')
    await acts.report()
    expect(calls.at(-1)).toEqual(['notMe', { token: 'a-token' }])
    expect([at(), state().reported, state().notMe]).toEqual(['reported', 'C-1', undefined])
  })

  test('a link that is over is said', async () => {
    const { acts, at, state } = registerOver({ notMe: () => no('link-over') }, { notMe: 'a-token', about })
    await acts.report()
    expect([at(), state().problem?.said.code]).toEqual(['problem', 'link-over'])
  })

  test('a server that did not answer is asked again, and the press counts', async () => {
    const results = [no('server-unreachable'), ok({ caseNumber: 'C-2' })]
    const { acts, at } = registerOver({ notMe: () => results.shift() ?? no('unexpected') }, { notMe: 'a-token', about })
    await acts.report()
    expect(at()).toBe('problem')
    await acts.tryAgain()
    expect(at()).toBe('reported')
  })
})
