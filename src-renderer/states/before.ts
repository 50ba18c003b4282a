import { problem } from '@gatehouse/contract'
import type { Spoken } from '../languages/language.ts'
import type { State } from '../store/state.ts'
import { isConnection } from '../store/troubles.ts'
import { about, correlation, machine } from './sample.ts'
import type { ScreenState } from './state.ts'

/** What the store holds in that state, before anything is typed or pressed. */
export function before(state: ScreenState, spoken: Spoken): Partial<State> {
  return {
    spoken,
    machine: { ...machine, ...state.machine },
    about: state.connection === 'checking' ? undefined : { ...about, ...state.server },
    connection: state.problem && isConnection(state.problem) ? state.problem : state.connection ?? 'reached',
    controller: state.controller ?? 'unknown',
    account: state.account ?? 'CORP\\ada',
    view: state.view,
    problem: state.problem && {
      said: problem(state.problem, correlation, { waitSeconds: state.wait }), again: state.view ? 'read' : 'about', saidAt: 0,
    },
    busy: state.busy ?? false,
    seeking: state.seeking ?? false,
    idle: state.idle === undefined ? undefined : { endsIn: state.idle, saidAt: 0 },
  }
}
