import type { Gates } from '../gates/list.ts'
import type { Throttle } from '../throttle/throttle.ts'
import type { Event } from './event.ts'
import { judgedBy } from './judged.ts'
import { transition, type Transition } from './machine.ts'
import type { Recovery } from './recovery.ts'

type Accepted = Extract<Transition, { ok: true }>
type Paid = {
  /** What follows after all. */
  readonly result: Accepted
  /** Once it is saved: tells the budgets what it was. */
  readonly settle: () => Promise<void>
  /** When it was not saved. */
  readonly undo: () => Promise<void>
}

const nothing = () => Promise.resolve()

/**
 * Takes from the budgets what an event costs, before anything of it is saved, shown or sent: however many come at once, no more
 * are judged than there may be.
 * @throws MustWait
 */
export async function paid(before: Recovery, event: Event, result: Accepted, gates: Gates, throttle: Throttle): Promise<Paid> {
  const judged = judgedBy(event, before, result.recovery)
  if (!judged) return asked(before, result, throttle)
  const { trusted, undo } = await throttle.answer(before.counted, judged.gate)
  if (!judged.right) return { result, settle: nothing, undo }
  if (!trusted) return { result: asIfWrong(before, event, gates), settle: nothing, undo }
  const settle = async () => {
    await throttle.right(before.counted, judged.gate)
    if (result.recovery.place.at === 'choice') await throttle.through(before.counted)
    if (result.effects.some(({ type }) => type === 'send-code')) await throttle.follow(before.counted)
  }
  return { result, settle, undo }
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
