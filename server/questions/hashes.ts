import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import type { Secret } from '@gatehouse/contract'
import type { Lanes } from './lanes.ts'
import { type Effort, parsed, written } from './phc.ts'
import { plainAnswer } from './plain-answer.ts'

/** An answer as somebody typed it, and what is kept of the right one; undefined: there is none, and it takes as long. */
export type Compared = { readonly typed: Secret; readonly kept: Secret | undefined }

export type AnswerHashes = {
  /** What may be kept of answers. @param who whose they are @throws LanesFull */
  readonly make: (who: string, answers: readonly Secret[]) => Promise<Secret[]>
  /** How many of them are right. All of them are hashed, whatever the first were. @throws LanesFull */
  readonly countRight: (who: string, answers: readonly Compared[]) => Promise<number>
}

/** OWASP's cheat sheet on password storage: argon2id with 19 MiB, two passes, one lane; RFC 9106 §4 has no smaller one. */
export const EFFORT: Effort = { memory: 19_456, passes: 2, lanes: 1 }
const SALT = 16
const LENGTH = 32

const hashed = promisify(argon2)

/**
 * Answers as argon2id: whoever has the database and the key of the registrations still pays for each guess. No pepper of its own: what
 * is kept is sealed under that key besides, which can be changed without anybody's answers, and a pepper within a hash cannot.
 * It runs in libuv's pool, of whose threads the lanes leave most to names and files.
 */
export function answerHashes({ lanes, effort = EFFORT }: { lanes: Lanes; effort?: Effort }): AnswerHashes {
  const nobodys = { ...effort, salt: randomBytes(SALT), hash: randomBytes(LENGTH) }

  return {
    make: (who, answers) => lanes.inTurn(who, answers.map((answer) => async () => {
      const salt = randomBytes(SALT)
      return written({ ...effort, salt, hash: await hash(answer, { ...effort, salt }) })
    })),

    async countRight(who, answers) {
      const right = await lanes.inTurn(who, answers.map(({ typed, kept }) => async () => {
        const own = kept && parsed(kept)
        const known = own ?? nobodys
        const made = await hash(typed, known, known.hash.length)
        return timingSafeEqual(made, known.hash) && own !== undefined
      }))
      return right.filter((one) => one).length
    },
  }
}

const hash = (answer: Secret, { memory, passes, lanes, salt }: Effort & { salt: Buffer }, length = LENGTH): Promise<Buffer> =>
  hashed('argon2id', { message: plainAnswer(answer.reveal()), nonce: salt, parallelism: lanes, tagLength: length, memory, passes })
