import { type About, type Bridge, type Machine, problem, type ProblemCode, type Result, type Step, type View } from '@gatehouse/contract'
import { describe, expect, it } from 'vitest'
import { bestOf } from '../languages/language.ts'
import { languages } from '../languages/list.ts'
import { codeStep, newPasswordStep, viewAt } from '../states/views.ts'
import type { State } from './state.ts'
import { createScreens } from './use-screens.ts'

type Call = [verb: string, input?: unknown]
type Answers = { [N in Exclude<keyof Bridge, 'onIdle'>]?: () => ReturnType<Bridge[N]> }

const machine: Machine = { name: 'PC-1', selectedUser: 'CORP\\ada', helpdesk: '1', languages: ['en-GB'], mode: 'kiosk' }
const about: About = { company: { name: 'Contoso', helpdesk: '4357' }, idle: { after: 180, warnedBefore: 30 } }
const ok = <T>(value: T): Promise<Result<T>> => Promise.resolve({ ok: true, value })
const no = (code: ProblemCode): Promise<Result<never>> => Promise.resolve({ ok: false, problem: problem(code, 'N-1') })
const at = (step: Step, stepToken = 'token'): View => ({ ...viewAt(step), stepToken })
const typing = at(newPasswordStep())
const code = at(codeStep())

/** A store over a bridge that gives these answers and notes what it was asked. */
function screensOver(answers: Answers, before: Partial<State> = {}) {
  const calls: Call[] = []
  let tell: Parameters<Bridge['onIdle']>[0] = () => {}
  const verb = <T>(name: keyof Answers, given: (() => Promise<Result<T>>) | undefined, usual: T) => (input?: unknown) => {
    calls.push(input === undefined ? [name] : [name, input])
    return given ? given() : ok(usual)
  }
  const view = (name: Exclude<keyof Answers, 'machine' | 'network' | 'about' | 'branding' | 'leave' | 'stay'>) => verb(name, answers[name], code)
  const bridge: Bridge = {
    machine: verb('machine', answers.machine, machine), about: verb('about', answers.about, about), branding: verb('branding', answers.branding, {}),
    leave: verb('leave', answers.leave, {}), network: verb('network', answers.network, { controller: 'unknown' }), stay: verb('stay', answers.stay, {}),
    begin: view('begin'), read: view('read'), answer: view('answer'), follow: view('follow'), sendAgain: view('sendAgain'), pickWay: view('pickWay'), choose: view('choose'),
    reconsider: view('reconsider'), setPassword: view('setPassword'), extend: view('extend'), cancel: view('cancel'),
    onIdle: (listener) => { tell = listener; return () => { tell = () => {} } },
  }
  const clock = { now: () => 5000, today: () => new Date(0), every: () => () => {} }
  const { store, acts } = createScreens({ bridge, clock, languages }, before)
  return { acts, calls, state: store.getState, tell: (notice: Parameters<typeof tell>[0]) => tell(notice) }
}
const settled = () => new Promise((done) => setTimeout(done))

describe('at the start', () => {
  it("the selected user's name is filled in before the server has answered", async () => {
    const { acts, state } = screensOver({ about: () => new Promise(() => {}) })
    await acts.start()
    expect(state()).toMatchObject({ account: 'CORP\\ada', connection: 'checking', machine: { name: 'PC-1' } })
  })

  it.each([[['de-AT', 'en-GB'], 'de', 'de-AT'], [['gsw', 'fr-CA'], 'fr', 'fr-CA'], [['pt'], 'pt', 'pt'], [['es-419', 'en'], 'es', 'es'], [['tlh'], 'en', 'en'], [[], 'en', 'en']])('[F-27] a machine that prefers %j is answered in %s, and the server is told %s: a company may have words for a region', async (preferred, tag, told) => {
    const { acts, calls, state } = screensOver({ machine: () => ok({ ...machine, languages: preferred }) })
    await acts.start()
    expect(state().spoken.tag).toBe(tag)
    expect(state().spoken.messages['identify.title']).toBe((await bestOf([tag], languages).load())['identify.title'])
    await acts.begin()
    expect(calls.find(([verb]) => verb === 'begin')).toMatchObject(['begin', { language: told }])
  })

  it('a network that is missing is named before anything is typed', async () => {
    const { acts, state } = screensOver({ about: () => no('no-network') })
    await acts.start()
    await settled()
    expect(state()).toMatchObject({ connection: 'no-network', problem: { said: { code: 'no-network', correlation: 'N-1' }, again: 'about' } })
  })

  it('whoever is typing already is not interrupted by it', async () => {
    let answer: (result: Result<never>) => void = () => {}
    const { acts, state } = screensOver({ about: () => new Promise((done) => { answer = done }) })
    await acts.start()
    acts.type('grace')
    answer({ ok: false, problem: problem('no-network', 'N-1') })
    await settled()
    expect(state()).toMatchObject({ account: 'grace', connection: 'no-network', problem: undefined })
  })

  it('the company\'s look is asked for where there is one, once, and nothing waits for it', async () => {
    const { acts, state, calls } = screensOver({ about: () => ok({ ...about, branding: 'A' }), branding: () => ok({ accent: '#4cc2ff' }) })
    await acts.start()
    await settled()
    expect(state().branding).toEqual({ accent: '#4cc2ff' })
    await acts.tryAgain()
    await settled()
    expect(calls.filter(([name]) => name === 'branding')).toHaveLength(1)

    const without = screensOver({})
    await without.acts.start()
    await settled()
    expect(without.calls.map(([name]) => name)).not.toContain('branding')

    const waiting = screensOver({ about: () => ok({ ...about, branding: 'A' }), branding: () => new Promise(() => {}) })
    await waiting.acts.start()
    await settled()
    expect(waiting.state()).toMatchObject({ connection: 'reached', problem: undefined, branding: undefined })
  })

  it('[S-05] a look that does not come, or comes broken, changes nothing and is no problem of the person\'s', async () => {
    for (const code of ['timed-out', 'client-too-old', 'not-our-server'] as const) {
      const { acts, state } = screensOver({ about: () => ok({ ...about, branding: 'A' }), branding: () => no(code) })
      await acts.start()
      await settled()
      expect(state()).toMatchObject({ connection: 'reached', problem: undefined, branding: undefined })
    }
  })

  it('a machine that does not answer leaves an empty name, not an empty screen', async () => {
    const { acts, state } = screensOver({ machine: () => Promise.reject(new Error('no preload')) })
    await acts.start()
    expect(state()).toMatchObject({ account: '', machine: undefined })
  })
})

describe('a step', () => {
  it('a recovery begins with the typed name and the language', async () => {
    const { acts, calls, state } = screensOver({}, { account: 'ada' })
    await acts.begin()
    expect(calls[0]).toEqual(['begin', { account: 'ada', language: 'en' }])
    expect(state()).toMatchObject({ view: code, viewSaidAt: 5000, busy: false, connection: 'reached', about })
  })

  it('what is answered goes with the present step token', async () => {
    const { acts, calls } = screensOver({}, { view: at(codeStep(), 'fresh') })
    await acts.answer('123456')
    expect(calls).toEqual([['answer', { stepToken: 'fresh', answer: '123456' }]])
  })

  it('a second press while the first is on its way does nothing', async () => {
    const { acts, calls } = screensOver({}, { view: code })
    await Promise.all([acts.answer('123456'), acts.answer('123456'), acts.sendAgain()])
    expect(calls).toHaveLength(1)
  })

  it.each(['step-used', 'not-possible-now'] as const)('%s shows the present step', async (refusal) => {
    const { acts, calls, state } = screensOver({ answer: () => no(refusal), read: () => ok(typing) }, { view: code })
    await acts.answer('123456')
    expect(calls.map(([name]) => name)).toEqual(['answer', 'read'])
    expect(state()).toMatchObject({ view: typing, problem: undefined, busy: false })
  })

  it('no password stays in the state, whatever comes of it', async () => {
    for (const setPassword of [() => ok(typing), () => no('timed-out'), () => no('unexpected')]) {
      const { acts, state } = screensOver({ setPassword }, { view: typing })
      await acts.setPassword('Heron lamp 42!')
      expect(JSON.stringify(state())).not.toContain('Heron')
    }
  })
})

describe('the way to a domain controller', () => {
  it.each(['choice', 'done'] as const)('is looked for when the %s is shown, and nothing waits for it', async (kind) => {
    const shown = at(kind === 'done' ? { kind, choice: 'unlock' } : { kind, locked: true, choices: [{ choice: 'unlock' }] })
    const { acts, state } = screensOver({ answer: () => ok(shown), network: () => ok({ controller: 'not-reached' }) }, { view: code })
    await acts.answer('123456')
    expect(state()).toMatchObject({ view: shown, busy: false })
    await settled()
    expect(state().controller).toBe('not-reached')
  })

  it('is not looked for where it does not matter; a look that fails says nothing', async () => {
    const { acts, calls, state } = screensOver({ answer: () => ok(code), network: () => no('client-fault') }, { view: code })
    await acts.answer('123456')
    expect(calls.map(([name]) => name)).toEqual(['answer'])
    expect(state().controller).toBe('unknown')
  })
})

describe('looking again while a code is awaited', () => {
  const late = at(codeStep({ delivery: 'late' }))

  it('shows what is new', async () => {
    const { acts, state } = screensOver({ read: () => ok(late) }, { view: code })
    await acts.lookAgain()
    expect(state()).toMatchObject({ view: late, busy: false })
  })

  it('never hinders the person, and what fails is no news', async () => {
    const { acts, state, calls } = screensOver({ read: () => no('no-network'), answer: () => ok(typing) }, { view: code, connection: 'reached' })
    const looking = acts.lookAgain()
    expect(state().busy).toBe(false)
    await acts.answer('123456')
    await looking
    expect(calls.map(([name]) => name)).toEqual(['read', 'answer'])
    expect(state()).toMatchObject({ view: typing, problem: undefined, connection: 'reached' })
  })

  it('is not done while somebody waits for something else', async () => {
    const { acts, calls } = screensOver({}, { view: code, busy: true })
    await acts.lookAgain()
    expect(calls).toEqual([])
  })

  it('an answer that is older than what the person did since is nobody’s', async () => {
    let answer: (result: Result<View>) => void = () => {}
    const { acts, state } = screensOver({ read: () => new Promise((done) => { answer = done }), answer: () => ok(typing) }, { view: code })
    const looking = acts.lookAgain()
    await acts.answer('123456')
    answer({ ok: true, value: late })
    await looking
    expect(state().view).toEqual(typing)
  })
})

describe('a lost answer', () => {
  it('loses nothing: trying again reads the view', async () => {
    const { acts, calls, state } = screensOver({ answer: () => no('timed-out'), read: () => ok(typing) }, { view: code, account: 'ada' })
    await acts.answer('123456')
    expect(state()).toMatchObject({ account: 'ada', view: code, connection: 'timed-out', problem: { again: 'read' } })
    await acts.tryAgain()
    expect(calls.map(([name]) => name)).toEqual(['answer', 'read'])
    expect(state()).toMatchObject({ view: typing, problem: undefined, connection: 'reached' })
  })

  it('before a recovery began, trying again begins it', async () => {
    const { acts, calls, state } = screensOver({ begin: () => no('server-unreachable') }, { account: 'ada', about })
    await acts.begin()
    await acts.tryAgain()
    expect(calls.map(([name]) => name)).toEqual(['begin', 'begin'])
    expect(state()).toMatchObject({ account: 'ada', problem: { again: 'begin' } })
  })

  it('before anything was typed, trying again looks for the server', async () => {
    const { acts, state } = screensOver({}, { problem: { said: problem('no-network', 'N-1'), again: 'about', saidAt: 0 } })
    await acts.tryAgain()
    expect(state()).toMatchObject({ about, problem: undefined, connection: 'reached', busy: false })
  })

  it('a bridge that throws still gives words', async () => {
    const { acts, state } = screensOver({ answer: () => Promise.reject(new Error('gone')) }, { view: code })
    await acts.answer('123456')
    expect(state()).toMatchObject({ busy: false, problem: { said: { code: 'client-fault' } } })
  })
})

describe('going', () => {
  it('a cancelled recovery says so', async () => {
    const cancelled = at({ kind: 'ended', reason: 'cancelled' })
    const { acts, state } = screensOver({ cancel: () => ok(cancelled) }, { view: code })
    await acts.cancel()
    expect(state()).toMatchObject({ view: cancelled, busy: false })
  })

  it('whoever wants to go can go, network or not', async () => {
    const { acts, calls } = screensOver({ cancel: () => no('no-network') }, { view: code })
    await acts.cancel()
    expect(calls.map(([name]) => name)).toContain('leave')
  })

  it('an answer that comes after is nobody’s', async () => {
    let answer: (result: Result<View>) => void = () => {}
    const { acts, state } = screensOver({ answer: () => new Promise((done) => { answer = done }) }, { view: code })
    const asked = acts.answer('123456')
    await acts.leave()
    answer({ ok: true, value: typing })
    await asked
    expect(state()).toMatchObject({ view: undefined, busy: false })
  })

  it('where the client stays open everything of the person goes, but the language', async () => {
    const { acts, state } = screensOver({ machine: () => ok({ ...machine, selectedUser: undefined }) }, { view: typing, account: 'ada' })
    await acts.leave()
    expect(state()).toMatchObject({ view: undefined, account: '', problem: undefined })
  })

  it('starting again keeps the name', () => {
    const { acts, state } = screensOver({}, { view: at({ kind: 'ended', reason: 'expired' }), account: 'ada' })
    acts.startAgain()
    expect(state()).toMatchObject({ view: undefined, account: 'ada' })
  })
})

describe('the idle limit', () => {
  it('a warning counts from now, and a sign of life takes it back', async () => {
    const { acts, state, tell, calls } = screensOver({})
    const stop = acts.listen()
    tell({ endsIn: 30 })
    expect(state().idle).toEqual({ endsIn: 30, saidAt: 5000 })
    await acts.stay()
    expect(state().idle).toBeUndefined()
    expect(calls).toEqual([['stay']])
    tell({ endsIn: 30 })
    tell({ endsIn: null })
    expect(state().idle).toBeUndefined()
    stop()
    tell({ endsIn: 30 })
    expect(state().idle).toBeUndefined()
  })
})
