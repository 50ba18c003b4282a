import type { View } from '@gatehouse/contract'
import { type Caller, viewIn } from '../../world/caller.ts'
import type { Member } from './crowd.ts'

/** Milliseconds of each recovery: the operations, `code` from the answer to `begin` until its mail has arrived, and `whole`. */
export const parts = ['begin', 'code', 'answer', 'unlock', 'whole'] as const
export type Part = (typeof parts)[number]
export type Load = { seconds: number; times: Record<Part, number[]> }

type Parts = {
  callers: readonly Caller[]
  members: readonly Member[]
  atOnce: number
  /** The code in the next mail to that address. */
  codeFor: (mail: string) => Promise<string>
}

/** Everybody gets back in: a code by mail and an unlock, so many of them at once. @throws Error when one does not */
export async function run({ callers, members, atOnce, codeFor }: Parts): Promise<Load> {
  const times: Load['times'] = { begin: [], code: [], answer: [], unlock: [], whole: [] }
  const waiting = [...members]
  const began = performance.now()

  async function worker(caller: Caller): Promise<void> {
    for (let member = waiting.pop(); member; member = waiting.pop()) {
      const from = performance.now()
      const mailed = codeFor(member.mail)
      const begun = await caller.call('begin', undefined, { account: member.name, language: 'en' })
      const answered = performance.now()
      const code = await mailed
      times.code.push(performance.now() - answered)
      const answer = await caller.call('answer', begun.token, { stepToken: at('code', viewIn(begun)), answer: code })
      const unlock = await caller.call('choose', begun.token, { stepToken: at('choice', viewIn(answer)), choice: 'unlock' })
      at('done', viewIn(unlock))
      times.begin.push(begun.milliseconds)
      times.answer.push(answer.milliseconds)
      times.unlock.push(unlock.milliseconds)
      times.whole.push(performance.now() - from)
    }
  }

  await Promise.all(Array.from({ length: atOnce }, (_, index) => worker(callers[index % callers.length] ?? fail('nobody calls'))))
  return { seconds: (performance.now() - began) / 1000, times }
}

function at(kind: View['step']['kind'], { step, stepToken }: View): string {
  return step.kind === kind ? stepToken : fail(`the recovery is at ${JSON.stringify(step)} and should be at ${kind}`)
}

function fail(why: string): never {
  throw new Error(why)
}
