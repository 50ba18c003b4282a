import { problem } from '@gatehouse/contract'
import type { RegisterAbout } from '@gatehouse/contract/registration'
import { correlation } from '../../states/sample.ts'
import { isConnection } from '../../store/troubles.ts'
import type { RegisterState } from '../store/state.ts'
import type { RegisterSpoken } from '../words.tsx'
import type { RegisterScreenState } from './state.ts'

const about: RegisterAbout = {
  company: { name: 'Contoso', helpdesk: '4357' }, idle: { after: 300, warnedBefore: 30 }, signIn: ['negotiate', 'password'], country: 'US', kinds: ['number', 'mail', 'questions'],
}

/** The day of the pictures. */
export const pictureDay = Date.UTC(2026, 10, 26, 9, 30)

/** What the store holds in that state, before anything is typed or pressed. */
export function beforeRegister(state: RegisterScreenState, spoken: RegisterSpoken): Partial<RegisterState> {
  const { account = '', byPassword = false, signInRefused, going, hasReadEnough = false, out, notMe, reported, view, busy = false, idle } = state
  return {
    spoken, account, byPassword, signInRefused, going, hasReadEnough, out, notMe, reported, view, busy,
    machine: { languages: ['en'], mode: 'portal' }, about: state.opening ? undefined : { ...about, ...state.server },
    connection: state.opening ? 'checking' : state.problem && isConnection(state.problem) ? state.problem : 'reached',
    problem: state.problem && { said: problem(state.problem, correlation, { waitSeconds: state.wait }), again: 'read', saidAt: 0 },
    idle: idle === undefined ? undefined : { endsIn: idle, saidAt: 0 },
  }
}
