import type { About, Branding, Machine, Network, Problem, View } from '@gatehouse/contract'
import type { Spoken } from '../languages/language.ts'
import { inEnglish } from '../languages/list.ts'
import type { Ending } from './ending.ts'

/** What "Try again" does after a problem. */
export type Again = 'about' | 'begin' | 'read'

/** All that the screens know. Nothing secret is ever in here. */
export type State = {
  machine: Machine | undefined
  about: About | undefined
  /** How the company looks, as the server says: not yet judged, and nothing that a screen needs. */
  branding: Branding | undefined
  /** Whether the server answers; a problem's code says why not. */
  connection: 'checking' | 'reached' | Problem['code']
  /** Whether this machine reaches a domain controller: which password it takes depends on that. */
  controller: Network['controller']
  /** What was typed as the account's name: no secret, and kept through every problem. */
  account: string
  /** The recovery as the server last showed it. */
  view: View | undefined
  /** When that was: the clock's milliseconds. All seconds in a view count from here. */
  viewSaidAt: number
  /** `saidAt`: the clock's milliseconds, from which its seconds count. */
  problem: { said: Problem; again: Again; saidAt: number } | undefined
  /** At a gate: the person looks for another way than that one. */
  seeking: boolean
  /** An answer is awaited. */
  busy: boolean
  /** The client gives up soon, unless there is a sign of life. */
  idle: Ending | undefined
  open: 'help' | 'languages' | undefined
  spoken: Spoken
}

export const atFirst: State = {
  machine: undefined, about: undefined, branding: undefined, connection: 'checking', controller: 'unknown', account: '', view: undefined, viewSaidAt: 0,
  problem: undefined, seeking: false, busy: false, idle: undefined, open: undefined, spoken: inEnglish,
}
