import type { Bridge, Choice, Problem, Result, View, Way } from '@gatehouse/contract'
import type { StoreApi } from 'zustand/vanilla'
import { bestOf, inRegion, type Language } from '../languages/language.ts'
import { speaking } from '../languages/speaking.ts'
import type { Clock } from './clock.ts'
import type { ReadKeys } from './keys.ts'
import { type Again, atFirst, type State } from './state.ts'
import { isConnection } from './troubles.ts'

export type Outside = {
  bridge: Bridge
  clock: Clock
  languages: readonly [Language, ...Language[]]
  /** Of a machine of ours. */
  keys?: ReadKeys
}

export type Acts = ReturnType<typeof createActs>

/**
 * What a person can do, as calls that never throw: whatever happens ends up in the state. They decide nothing; what is shown
 * next follows from the view that the server answers.
 */
export function createActs(store: StoreApi<State>, { bridge, clock, languages }: Outside) {
  const { getState: get, setState: set } = store
  // Answers that arrive after the person has gone on belong to nobody.
  let turn = 0

  const show = (view: View) => {
    set({ view, viewSaidAt: clock.now(), seeking: false, problem: undefined, connection: 'reached' })
    // Again before somebody chooses and when it is done: a cable may have been plugged in meanwhile.
    if (view.step.kind === 'choice' || view.step.kind === 'done') void lookAround()
  }

  /** Whether what is done here will work on this machine; nothing waits for it. */
  async function lookAround() {
    const network = await settle(() => bridge.network())
    if (network.ok) set({ controller: network.value.controller })
  }

  const meet = (said: Problem, again: Again) =>
    set({ problem: { said, again, saidAt: clock.now() }, connection: isConnection(said.code) ? said.code : 'reached' })

  /** Asks for a view and shows it. One question at a time: a second press does nothing. */
  async function ask(call: () => Promise<Result<View>>, again: Again): Promise<boolean> {
    if (get().busy) return false
    const mine = ++turn
    set({ busy: true })
    const answer = await settle(call)
    if (mine !== turn) return false
    const moved = !answer.ok && (answer.problem.code === 'step-used' || answer.problem.code === 'not-possible-now')
    const last = moved ? await settle(() => bridge.read({})) : answer
    if (mine !== turn) return false
    set({ busy: false })
    if (last.ok) show(last.value)
    else meet(last.problem, again)
    return answer.ok
  }

  const atStep = () => ({ stepToken: get().view?.stepToken ?? '' })
  /** Reads the view beside whatever the person does. What comes in between, or fails, changes nothing. */
  async function lookAgain() {
    const { busy, problem, view } = get()
    if (busy || problem || !view) return
    const mine = turn
    const answer = await settle(() => bridge.read({}))
    if (answer.ok && mine === turn && !get().busy && get().view === view) show(answer.value)
  }

  let following = false
  /** Waits for another view, beside whatever the person does. One at a time; what comes in between, or fails, changes nothing. */
  async function follow() {
    const { busy, problem, view } = get()
    if (following || busy || problem || view?.mark === undefined) return
    const mine = turn
    const { mark } = view
    following = true
    const answer = await settle(() => bridge.follow({ mark }))
    following = false
    if (answer.ok && mine === turn && !get().busy && get().view === view) show(answer.value)
  }

  const read = () => ask(() => bridge.read({}), 'read')

  async function begin() {
    const begun = await ask(() => bridge.begin({ account: get().account, language: inRegion(get().spoken.tag, get().machine?.languages ?? []) }), 'begin')
    // The helpdesk's number belongs on the screens that follow.
    if (begun && !get().about) await learnAbout()
  }

  async function learnAbout() {
    const answer = await settle(() => bridge.about({}))
    if (answer.ok) {
      const dressed = get().about?.branding
      set(({ problem }) => ({ about: answer.value, connection: 'reached', problem: problem?.again === 'about' ? undefined : problem }))
      void lookAround()
      if (answer.value.branding !== dressed) void dress(answer.value.branding)
    }
    return answer
  }

  /** The company's look. Nothing waits for it, and where it does not come the screens look as they did. */
  async function dress(look: string | undefined) {
    const answer = look === undefined ? undefined : await settle(() => bridge.branding({}))
    if (get().about?.branding === look && (answer === undefined || answer.ok)) set({ branding: answer?.value })
  }

  const change = speaking(async (language) => ({ ...language, messages: await language.load() }), (spoken) => set({ spoken }))
  const speak = (tag: string) => {
    set({ open: undefined })
    return change(bestOf([tag], languages))
  }

  /** Resolves once there is something to show; the server is looked for meanwhile. */
  async function start() {
    const machine = await settle(() => bridge.machine())
    if (machine.ok) {
      set({ machine: machine.value, account: machine.value.selectedUser ?? '' })
      await speak(bestOf(machine.value.languages, languages).tag)
    }
    seek()
  }

  /** Looks for the server. */
  function seek() {
    void learnAbout().then((answer) => {
      if (answer.ok) return
      // Named before anything is typed; but a person who types already is not interrupted.
      const { account, machine } = get()
      if (account === (machine?.selectedUser ?? '') && !get().view && !get().busy) meet(answer.problem, 'about')
      else if (isConnection(answer.problem.code)) set({ connection: answer.problem.code })
    })
  }

  async function leave() {
    turn++
    const left = await settle(() => bridge.leave())
    if (!left.ok) {
      meet(left.problem, get().view ? 'read' : 'about')
      return
    }
    // Still here: everything of this person goes, and it begins anew.
    set(({ spoken, branding }) => ({ ...atFirst, spoken, branding }))
    await start()
  }

  return {
    start, seek, leave, speak, read, lookAgain, follow, begin,
    listen: () => bridge.onIdle(({ endsIn }) => set({ idle: endsIn === null ? undefined : { endsIn, saidAt: clock.now() } })),
    open: (what: State['open']) => set({ open: what }),
    type: (account: string) => set({ account }),
    /** @param answer a code, or all answers; none: Next at a call */
    answer: (answer?: string | string[]) => ask(() => bridge.answer({ ...atStep(), ...(answer !== undefined && { answer }) }), 'read'),
    sendAgain: () => ask(() => bridge.sendAgain(atStep()), 'read'),
    seekWay: () => set({ seeking: true }),
    keepWay: () => set({ seeking: false }),
    pickWay: (way: Way) => ask(() => bridge.pickWay({ ...atStep(), way }), 'read'),
    choose: (choice: Choice) => ask(() => bridge.choose({ ...atStep(), choice }), 'read'),
    reconsider: () => ask(() => bridge.reconsider(atStep()), 'read'),
    setPassword: (password: string) => ask(() => bridge.setPassword({ ...atStep(), password }), 'read'),
    cancel: async () => {
      turn++
      set({ busy: true })
      const answer = await settle(() => bridge.cancel({}))
      set({ busy: false })
      // Whoever wants to go can go: what the server did not hear of ends there by itself.
      if (answer.ok) show(answer.value)
      else await leave()
    },
    stay: async () => {
      set({ idle: undefined })
      await settle(() => bridge.stay())
    },
    startAgain: () => {
      turn++
      set({ view: undefined, seeking: false, problem: undefined, busy: false })
    },
    tryAgain: async () => {
      const again = get().problem?.again
      if (again === 'read') await read()
      else if (again === 'begin') await begin()
      else if (!get().busy) {
        set({ busy: true })
        const answer = await learnAbout()
        set({ busy: false })
        if (!answer.ok) meet(answer.problem, 'about')
      }
    },
  }
}

/** A bridge keeps its promise never to throw; where it breaks that, the person still gets words. */
async function settle<T>(call: () => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await call()
  } catch {
    const code = 'client-fault'
    return { ok: false, problem: { type: `urn:gatehouse:problem:${code}`, title: 'A call did not return', status: 0, code, correlation: '' } }
  }
}
