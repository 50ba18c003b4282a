import type { Problem, ProblemCode } from '@gatehouse/contract'

/** A request that is refused before it reaches a recovery. */
export class Refused extends Error {
  readonly code: ProblemCode
  readonly mistakes: Problem['mistakes']

  /** @param mistakes where and what, never the value: it may be a password in the wrong field */
  constructor(code: ProblemCode, mistakes?: Problem['mistakes']) {
    super(code)
    this.name = 'Refused'
    this.code = code
    this.mistakes = mistakes
  }
}
