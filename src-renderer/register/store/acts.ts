import type { Problem, Result } from '@gatehouse/contract'
import type { ProofWay, RegistrationView } from '@gatehouse/contract/registration'
import type { StoreApi } from 'zustand/vanilla'
import { bestOf, inRegion, type Language } from '../../languages/language.ts'
import { speaking } from '../../languages/speaking.ts'
import type { Clock } from '../../store/clock.ts'
import { isConnection } from '../../store/troubles.ts'
import type { RegisterBridge, WhyOut } from '../bridge.ts'
import { inRegister } from '../words.tsx'
import { type Going, registerAtFirst, type RegisterAgain, type RegisterState } from './state.ts'

export type RegisterOutside = { bridge: RegisterBridge; clock: Clock; languages: readonly [Language, ...Language[]] }

export type RegisterActs = ReturnType<typeof createRegisterActs>

/** What a person can do in the registration portal, as calls that never throw. They decide nothing: what comes next is in the server's view. */
export function createRegisterActs(store: StoreApi<RegisterState>, { bridge, clock, languages }: RegisterOutside) {
  const { getState: get, setState: set } = store
  // Answers that arrive after the person has gone on belong to nobody.
  let turn = 0

  const show = (view: RegistrationView) => set(({ going }) => ({
    view, viewSaidAt: clock.now(), problem: undefined, connection: 'reached', out: undefined, signInRefused: undefined, hasReadEnough: false,
    // What was done is done; while it is being proved, or was refused, the person is still at it.
    going: view.done === undefined && (view.step.kind === 'overview' || view.step.kind === 'prove') ? going : undefined,
  }))

  const meet = (said: Problem, again: RegisterAgain) => {
    if (said.code === 'not-signed-in') set({ view: undefined, going: undefined, problem: undefined, out: 'over', connection: 'reached' })
    else set({ problem: { said, again, saidAt: clock.now() }, connection: isConnection(said.code) ? said.code : 'reached' })
  }

  /** Asks for a view and shows it. One question at a time: a second press does nothing. @returns whether it was answered */
  async function ask(call: () => Promise<Result<RegistrationView>>): Promise<boolean> {
    if (get().busy) return false
    const mine = ++turn
    set({ busy: true })
    const answer = await call()
    if (mine !== turn) return false
    const moved = !answer.ok && (answer.problem.code === 'not-possible-now' || answer.problem.code === 'step-up-needed')
    const last = moved ? await bridge.registered({}) : answer
    if (mine !== turn) return false
    set({ busy: false })
    if (last.ok) show(last.value)
    else meet(last.problem, 'read')
    return answer.ok
  }

  async function enter(call: () => Promise<Result<RegistrationView>>): Promise<void> {
    if (get().busy) return
    const mine = ++turn
    set({ busy: true, signInRefused: undefined })
    const answer = await call()
    if (mine !== turn) return
    set({ busy: false })
    if (answer.ok) {
      show(answer.value)
      return
    }
    const { code, why } = answer.problem
    if (code === 'account-not-ready') set({ signInRefused: { code, why }, connection: 'reached' })
    else if (code === 'sign-in-refused' || code === 'negotiate-needed') set({ signInRefused: { code }, byPassword: true, connection: 'reached' })
    else meet(answer.problem, 'sign-in')
  }

  async function learnAbout() {
    const answer = await bridge.registerAbout({})
    if (!answer.ok) return answer
    const dressed = get().about?.branding
    set(({ problem }) => ({ about: answer.value, connection: 'reached', problem: problem?.again === 'about' ? undefined : problem }))
    if (answer.value.branding !== dressed) void dress(answer.value.branding)
    return answer
  }

  /** The company's look. Nothing waits for it. */
  async function dress(look: string | undefined) {
    const answer = look === undefined ? undefined : await bridge.branding({})
    if (get().about?.branding === look && (answer === undefined || answer.ok)) set({ branding: answer?.value })
  }

  const change = speaking((language) => inRegister(language), (spoken) => set({ spoken }))
  const speak = (tag: string) => {
    set({ open: undefined })
    return change(bestOf([tag], languages))
  }

  async function leaveFor(why: WhyOut) {
    turn++
    set({ busy: true })
    await bridge.leave(why)
    // Still here: everything of this person goes.
    set(({ spoken, branding, about, connection }) => ({ ...registerAtFirst, spoken, branding, about, connection, out: why }))
  }

  async function report() {
    const token = get().notMe
    if (token === undefined || get().busy) return
    set({ busy: true })
    const answer = await bridge.notMe({ token })
    set({ busy: false })
    if (answer.ok) set({ reported: answer.value.caseNumber, notMe: undefined, problem: undefined, connection: 'reached' })
    else meet(answer.problem, 'not-me')
  }

  const language = () => inRegion(get().spoken.tag, bridge.languages())

  const going = (to: Going | undefined) => set(({ view }) => ({ going: to, ...(view && { view: withoutNews(view) }) }))

  return {
    speak, report, going,
    start: async () => {
      await speak(bestOf(bridge.languages(), languages).tag)
      const answer = await learnAbout()
      if (!answer.ok && !get().view) meet(answer.problem, get().notMe === undefined ? 'about' : 'not-me')
    },
    listen: () => {
      const idle = bridge.onIdle(({ endsIn }) => set({ idle: endsIn === null ? undefined : { endsIn, saidAt: clock.now() } }))
      const over = bridge.onOver(() => { if (get().view) void leaveFor('over') })
      return () => {
        idle()
        over()
      }
    },
    open: (what: RegisterState['open']) => set({ open: what }),
    type: (account: string) => set({ account }),
    takePassword: (byPassword: boolean) => set({ byPassword, signInRefused: undefined }),
    signIn: (password: string) => enter(() => bridge.signIn({ account: get().account, password, language: language() })),
    signInWithWindows: () => enter(() => bridge.signInNegotiate({ language: language() })),
    /** Whether the server still knows this browser; where it does not, nothing is said. */
    goOn: async () => {
      const answer = await bridge.registered({})
      if (answer.ok) show(answer.value)
    },
    read: () => ask(() => bridge.registered({})),
    /** Beside whatever the person does: what comes in between, or fails, changes nothing. */
    lookAgain: async () => {
      const { busy, problem, view } = get()
      if (busy || problem || !view) return
      const mine = turn
      const answer = await bridge.registered({})
      if (answer.ok && mine === turn && !get().busy && get().view === view) show(answer.value)
    },
    stepUp: (item: string, way: ProofWay) => ask(() => bridge.stepUp({ item, way })),
    offerNumber: (country: string, number: string, by: 'sms' | 'call') => ask(() => bridge.offerNumber({ country, number, by })),
    offerMail: (address: string) => ask(() => bridge.offerMail({ address })),
    prove: (code: string) => ask(() => bridge.prove({ code })),
    proveAgain: () => ask(() => bridge.proveAgain({})),
    withdraw: async () => {
      const step = get().view?.step
      if (!await ask(() => bridge.withdraw({})) || step?.kind !== 'prove' || step.what !== 'new') return
      set({ going: { to: step.way === 'email' ? 'mail' : 'number', correcting: step.shown } })
    },
    giveAnswers: (answers: { question: string; answer: string }[]) => ask(() => bridge.giveAnswers({ answers })),
    remove: (item: string) => ask(() => bridge.remove({ item })),
    confirm: () => ask(() => bridge.confirm({})),
    readEnough: () => set({ hasReadEnough: true }),
    stay: async () => {
      set({ idle: undefined })
      await bridge.stay()
    },
    leave: () => leaveFor('left'),
    startAgain: () => {
      turn++
      set({ view: undefined, going: undefined, problem: undefined, out: undefined, signInRefused: undefined, busy: false })
    },
    tryAgain: async () => {
      const again = get().problem?.again
      if (again === 'read') await ask(() => bridge.registered({}))
      else if (again === 'not-me' && get().about) await report()
      else if (!get().busy) {
        set({ busy: true })
        const answer = await learnAbout()
        set({ busy: false })
        if (answer.ok) set({ problem: undefined })
        else meet(answer.problem, again ?? 'about')
      }
    },
  }
}

/** What was said once, in the answer to what was done, is old once the person goes on. */
function withoutNews(view: RegistrationView): RegistrationView {
  const rest = { ...view }
  delete rest.done
  delete rest.refused
  delete rest.refusedAnswers
  return rest
}
