import { type Bridge, type IdleNotice, type Input, type OperationName, operations, type Output, problem, type Result, type Step } from '@gatehouse/contract'
import { withEffort } from '../../client/effort.ts'
import type { Idle } from '../../client/idle.ts'
import { newQuote } from '../../client/quote.ts'
import { goodbye, isAnswered } from './goodbye.ts'
import { listeners, type PageParts } from './page-parts.ts'

type Parts = PageParts & {
  /** Loads the page anew: everything of this one goes. */
  startAfresh: () => void
}

/** The bridge in a browser: over HTTP to the page's own origin. The token of the recovery is in a cookie that it never sees. */
export function webBridge({ ask, remembered, effort, languages, takesCookies, idle: makeIdle, startAfresh, wait }: Parts): { bridge: Bridge; idle: Idle } {
  const idleNotices = listeners<IdleNotice>()
  let under: Step['kind'] | undefined

  const idle = makeIdle({
    notify: idleNotices.tell,
    extend: () => { if (under !== undefined && under !== 'done' && under !== 'ended') void call('extend', {}) },
    end: () => void leave(),
  })

  async function call<N extends OperationName>(name: N, input: Input<N>): Promise<Result<Output<N>>> {
    if (name === 'begin' && !takesCookies()) return { ok: false, problem: problem('cookies-refused', newQuote()) }
    // Whoever left while nobody could be told has left: their recovery is ended before anything else is asked.
    if (remembered.read() === 'left' && name !== 'begin') await farewell()
    const operation = operations[name]
    const result = name === 'begin' ? await withEffort(effort, (shown) => ask(operation, { ...input, ...(shown && { effort: shown }) }), () => call('about', {})) : await ask(operation, input)
    if (result.ok && name === 'begin') remembered.write('open')
    if (isAnswered(result) && name === 'cancel') remembered.write(undefined)
    if (!result.ok && result.problem.code === 'unknown-recovery') remembered.write(undefined)
    if (result.ok && 'idle' in result.value) {
      idle.setLimit(result.value.idle)
      effort.begin(result.value.effort)
    }
    if (result.ok && 'step' in result.value) under = result.value.step.kind
    return result
  }

  const farewell = goodbye({ remembered, wait, tell: (signal) => ask(operations.cancel, {}, signal) })

  async function leave(): ReturnType<Bridge['leave']> {
    idle.stop()
    under = undefined
    if (remembered.read() === undefined || await farewell()) {
      startAfresh()
      return new Promise(() => {})
    }
    // Without the server there is no page to load: the screens begin anew where they are.
    idle.start()
    return { ok: true, value: {} }
  }

  const verb = <N extends OperationName>(name: N) => (input: Input<N>) => call(name, input)
  return {
    idle,
    bridge: {
      about: verb('about'), branding: verb('branding'), begin: verb('begin'), read: verb('read'), answer: verb('answer'), follow: verb('follow'), sendAgain: verb('sendAgain'), pickWay: verb('pickWay'), choose: verb('choose'),
      reconsider: verb('reconsider'), setPassword: verb('setPassword'), extend: verb('extend'), cancel: verb('cancel'),
      machine: () => Promise.resolve({ ok: true, value: { languages: [...languages()], mode: 'portal' } }),
      // A page cannot look for a controller, and its device may be another one than the one that its person wants to get into.
      network: () => Promise.resolve({ ok: true, value: { controller: 'unknown' } }),
      leave,
      stay() {
        idle.stay()
        return Promise.resolve({ ok: true, value: {} })
      },
      onIdle: idleNotices.add,
    },
  }
}
