import { type IdleNotice, operations, problem, type Result } from '@gatehouse/contract'
import { type RegistrationInput, type RegistrationOperationName, registrationOperations, type RegistrationOutput } from '@gatehouse/contract/registration'
import { withEffort } from '../../client/effort.ts'
import type { Idle } from '../../client/idle.ts'
import { newQuote } from '../../client/quote.ts'
import { goodbye } from '../portal/goodbye.ts'
import { listeners, type PageParts } from '../portal/page-parts.ts'
import type { RegisterBridge, WhyOut } from './bridge.ts'

type Parts = PageParts & {
  /** Loads the page anew, which then says why somebody is out who was in: everything of this one goes. */
  startAfresh: (why: WhyOut | undefined) => void
}

type Made = {
  bridge: RegisterBridge
  idle: Idle
  /** What is remembered changed in another tab: there somebody has signed out, or in. */
  forgotten: () => void
}

/** The bridge of the registration portal: over HTTP to the page's own origin. The token of the sign-in is in a cookie that it never sees. */
export function registerBridge({ ask, remembered, effort, languages, takesCookies, idle: makeIdle, startAfresh, wait }: Parts): Made {
  const idleNotices = listeners<IdleNotice>()
  const overs = listeners<void>()
  let isIn = false
  const idle = makeIdle({
    notify: (notice) => { if (isIn) idleNotices.tell(notice) },
    extend: () => { if (isIn) void call('staySignedIn', {}) },
    // Whoever has not signed in has nothing to lose: the page may stay as it is.
    end: () => { if (isIn) overs.tell() },
  })
  const farewell = goodbye({ remembered, wait, tell: (signal) => ask(registrationOperations.signOut, {}, signal) })

  async function call<N extends RegistrationOperationName>(name: N, input: RegistrationInput<N>): Promise<Result<RegistrationOutput<N>>> {
    const begins = name === 'signIn' || name === 'signInNegotiate'
    if (begins && !takesCookies()) return { ok: false, problem: problem('cookies-refused', newQuote()) }
    // Whoever left while nobody could be told has left: that sign-in is ended before anything else is asked.
    if (remembered.read() === 'left' && !begins) await farewell()
    const operation = registrationOperations[name]
    const result = name === 'signIn'
      ? await withEffort(effort, (shown) => ask(operation, { ...input, ...(shown && { effort: shown }) }), () => call('registerAbout', {}))
      : await ask(operation, input)
    if (result.ok && 'step' in result.value) {
      if (!isIn) idle.start()
      isIn = true
      // The other tabs of this browser have its cookie too: what they show may be somebody else's. They hear of what changes alone.
      if (begins) remembered.write(undefined)
      remembered.write('open')
    }
    if (!result.ok && result.problem.code === 'not-signed-in') {
      remembered.write(undefined)
      // Asked beside what the person does, it is shown to nobody; and no idle limit would take the page away any more.
      goFrom('over')
    }
    if (result.ok && 'idle' in result.value) {
      idle.setLimit(result.value.idle)
      effort.begin(result.value.effort)
    }
    return result
  }

  function out() {
    isIn = false
    idle.stop()
  }

  function goFrom(why: WhyOut | undefined) {
    if (!isIn) return
    out()
    startAfresh(why)
  }

  const verb = <N extends RegistrationOperationName>(name: N) => (input: RegistrationInput<N>) => call(name, input)
  return {
    idle,
    forgotten: () => goFrom(remembered.read() === 'open' ? undefined : 'left'),
    bridge: {
      registerAbout: verb('registerAbout'), signIn: verb('signIn'), signInNegotiate: verb('signInNegotiate'), registered: verb('registered'), stepUp: verb('stepUp'),
      offerNumber: verb('offerNumber'), offerMail: verb('offerMail'), prove: verb('prove'), proveAgain: verb('proveAgain'), withdraw: verb('withdraw'),
      giveAnswers: verb('giveAnswers'), remove: verb('remove'), confirm: verb('confirm'), staySignedIn: verb('staySignedIn'), signOut: verb('signOut'), notMe: verb('notMe'),
      branding: (input) => ask(operations.branding, input),
      languages,
      async leave(why) {
        out()
        const wasIn = remembered.read() !== undefined
        if (wasIn && !await farewell()) return
        startAfresh(wasIn ? why : undefined)
        return new Promise(() => {})
      },
      stay() {
        idle.stay()
        return Promise.resolve({ ok: true, value: {} })
      },
      onIdle: idleNotices.add, onOver: overs.add,
    },
  }
}
