import type { JudgedOutside } from '../gates/gate.ts'
import type { Gates } from '../gates/list.ts'
import type { GateName } from '../policy/gate-facts.ts'
import type { Throttle } from '../throttle/throttle.ts'
import type { Event } from './event.ts'
import { isCompared } from './judged.ts'
import { transition, type Transition } from './machine.ts'
import type { Judges } from './ports.ts'
import type { Recovery } from './recovery.ts'

type Accepted = Extract<Transition, { ok: true }>
type Paid = {
  /** What follows after all. */
  readonly result: Accepted
  /** Once it is saved: tells the budgets what it was. */
  readonly settle: () => Promise<void>
  /** When it was not saved. */
  readonly undo: () => Promise<void>
  /** It was compared by somebody who takes their time: it costs also when the step was left meanwhile, or guesses would be free. */
  readonly costsAnyway?: boolean
}

const nothing = () => Promise.resolve()

type Parts = { gates: Gates; throttle: Throttle; judges: Judges }

/**
 * Takes from the budgets what an event costs, before anything of it is saved, shown or sent, and before anybody else is asked to judge
 * it: however many come at once, no more are judged than there may be.
 * @param first what follows from it as far as the gates alone can tell
 * @throws MustWait
 */
export async function paid(before: Recovery, event: Event, first: Accepted, parts: Parts): Promise<Paid> {
  const { gates, throttle } = parts
  const { judged } = first
  if (!judged) return asked(before, first, throttle)
  if (!isCompared(judged)) return { result: first, settle: nothing, undo: nothing }
  const { trusted, undo } = await throttle.answer(before.counted, judged.gate)
  try {
    const result = await judgedBySomebody(before, event, first, judged.gate, parts)
    if (result.judged && !isCompared(result.judged)) {
      await undo()
      return { result, settle: nothing, undo: nothing }
    }
    const costsAnyway = isAskedOutside(event, judged.gate, gates)
    if (result.judged?.how !== 'right') return { result, settle: nothing, undo, costsAnyway }
    if (!trusted) return { result: asIfWrong(before, event, gates), settle: nothing, undo, costsAnyway }
    return { result, settle: () => settled(before, result, judged.gate, throttle), undo }
  } catch (error) {
    await undo()
    throw error
  }
}

async function settled({ counted }: Recovery, { recovery, effects }: Accepted, gate: GateName, throttle: Throttle): Promise<void> {
  await throttle.right(counted, gate)
  if (recovery.place.at === 'choice') await throttle.through(counted)
  if (effects.some(({ type }) => type === 'send-code')) await throttle.follow(counted)
}

const isAskedOutside = (event: Event, gate: GateName, gates: Gates): event is Extract<Event, { type: 'answered' }> =>
  event.type === 'answered' && gates[gate].judgedOutside

/** The answers of some gates are judged by others than the gate, who take their time. */
async function judgedBySomebody(before: Recovery, event: Event, first: Accepted, gate: GateName, { gates, judges }: Parts): Promise<Accepted> {
  if (!isAskedOutside(event, gate, gates)) return first
  const judged: JudgedOutside = await judges.judge(before, gate, event.answer)
  const result = transition(before, { ...event, judged }, gates)
  if (!result.ok) throw new Error('an answer is possible whatever becomes of it')
  return result
}

/** A message that the person asks for is paid for; the one of a gate that follows a passed one was earned by passing. */
async function asked(before: Recovery, result: Accepted, throttle: Throttle): Promise<Paid> {
  const [gate] = result.effects.flatMap((effect) => (effect.type === 'send-code' ? [effect.gate] : []))
  return { result, settle: nothing, undo: gate === undefined ? nothing : await throttle.ask(before.counted, gate) }
}

/** What would have become of it for somebody who does not exist. */
function asIfWrong(before: Recovery, event: Event, gates: Gates): Accepted {
  const decoy = transition({ ...before, person: null }, event, gates)
  if (!decoy.ok) throw new Error('a wrong answer is possible wherever a right one is')
  return { ...decoy, recovery: { ...decoy.recovery, person: before.person } }
}
