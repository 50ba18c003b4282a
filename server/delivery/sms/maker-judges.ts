import { Secret } from '@gatehouse/contract'
import { asTyped } from '../../gates/codes.ts'
import type { JudgedOutside } from '../../gates/gate.ts'
import type { GateName } from '../../policy/gate-facts.ts'
import type { Pace } from '../../recovery/evenly.ts'
import type { CodeMessage, Judges } from '../../recovery/ports.ts'
import type { Recovery } from '../../recovery/recovery.ts'
import type { Log, Messages } from '../ports.ts'
import type { CodeMaker } from './maker.ts'
import { onceAStep } from './once-a-step.ts'

type Parts = {
  maker: CodeMaker
  messages: Pick<Messages, 'referenceOf'>
  log: Log
  pace: Pick<Pace, 'elapsed' | 'pause'>
}

/** How often, and after how many milliseconds, a message that is under way is looked for: in all well below a beat. */
const [LOOKS, BETWEEN_LOOKS] = [4, 100]

/** Milliseconds between the moments at which it is said what became of an answer: nearly every question to a maker fits into the first. */
const BEAT = 1000

/**
 * Judges what was typed at a gate whose codes somebody else makes. An answer that could be no code is wrong and asked of nobody. All others
 * take as long for somebody who does not exist: something is asked of the maker for them too, and what was found is told at fixed
 * moments (S-10). Only what is right is told at once: there is nothing left to guess.
 * @returns of an answer at the present gate of a recovery. Rejects as the store does
 */
export function judgedBy({ maker, messages, log, pace }: Parts): Judges['judge'] {
  const once = onceAStep<JudgedOutside>(pace.elapsed)

  return async (recovery, gate, answer) => {
    const typed = answer instanceof Secret ? asTyped(answer.reveal()) : ''
    if (typed.length !== recovery.terms.smsCode.digits || !/^\d+$/u.test(typed)) return 'wrong'
    return once(`${recovery.id} ${recovery.stepToken}`, typed, () => onTheBeat(() => ask(recovery, gate, new Secret(typed))))
  }

  async function ask({ id, place, caseNumber }: Recovery, gate: GateName, typed: Secret): Promise<JudgedOutside> {
    const counter = place.at === 'gate' && 'counter' in place.state ? place.state.counter : 0
    const judgement = await maker.judge(await referenceOf({ recovery: id, gate, counter }), typed)
    if (judgement.verdict === 'unanswered') log.warn({ recovery: id, gate, caseNumber, provider: maker.name, why: judgement.why }, 'a code could not be judged')
    return judgement.verdict
  }

  /** A telephone may have the message before we have the name of it. */
  async function referenceOf(message: CodeMessage): Promise<string | undefined> {
    for (let looks = 1; ; looks++) {
      const { reference, underWay } = await messages.referenceOf(message, maker.name)
      if (reference !== undefined || !underWay || looks === LOOKS) return reference
      await pace.pause(BETWEEN_LOOKS)
    }
  }

  async function onTheBeat(work: () => Promise<JudgedOutside>): Promise<JudgedOutside> {
    const began = pace.elapsed()
    const verdict = await work()
    const passed = pace.elapsed() - began
    if (verdict !== 'right') await pace.pause(Math.ceil(passed / BEAT) * BEAT - passed)
    return verdict
  }
}
