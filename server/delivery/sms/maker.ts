import type { Secret } from '@gatehouse/contract'
import type { Fate } from '../ports.ts'

export type CodeAsked = {
  /** E.164. */
  readonly to: Secret
  /** BCP 47; the maker's own choice where it has no such language. */
  readonly language: string
  /** How long the code must work from now on: what the screen says. */
  readonly seconds: number
  /** What it called the code before, in the same recovery, and how many seconds ago it first sent that. */
  readonly earlier?: { readonly reference: string; readonly age: number }
}

/** What somebody says of an answer. `unanswered`: it could not be found out, and `why` is for the log: it holds nothing of the answer. */
export type Judgement = { verdict: 'right' | 'wrong' } | { verdict: 'unanswered'; why: string }

/** Somebody who makes codes, sends them, and judges what was typed: we never learn a code before a person types it. */
export type CodeMaker = {
  /** What logs and the state of the server call it. */
  readonly name: string
  /** Has a code sent, once. The reference in the fate is what `judge` asks by. Never rejects. */
  readonly send: (asked: CodeAsked) => Promise<Fate>
  /**
   * @param reference of the code's message; undefined: there is none, because nobody exists who could get it. Then something is asked
   *   that is about nobody, so that it takes as long and fails as often (S-10), and what was typed goes nowhere
   * @param typed digits, as many as its codes have
   */
  readonly judge: (reference: string | undefined, typed: Secret) => Promise<Judgement>
  /** Resolves when it could make a code now, as long as the settings say. Sends nothing. @throws Error that says why not */
  readonly check: () => Promise<void>
}
