import type { Gates } from '../gates/list.ts'
import { entriesOf } from './audit.ts'
import { settleLost } from './carry-out.ts'
import type { Event } from './event.ts'
import { expire, transition } from './machine.ts'
import { lateNoticesOf } from './messages-of.ts'
import { afterItsTime, postponed } from './overdue.ts'
import { type Became, type Directory, DirectoryProblem, type IsStopped, type Overdue, type Recoveries, type Stored, type Surroundings } from './ports.ts'
import type { Working } from './recovery.ts'

export type OverdueParts = {
  readonly store: Pick<Recoveries, 'save'>
  readonly overdue: Overdue
  readonly directory: Pick<Directory, 'account' | 'unlock' | 'became'>
  readonly isStopped: IsStopped
  readonly gates: Gates
  readonly surroundings: Pick<Surroundings, 'now' | 'token'>
}

/** So many are taken from the store at a time, and so many looked at side by side: a directory that hangs takes its ten seconds for each. */
const BATCH = 100
const AT_ONCE = 8

/**
 * Looks at every recovery of which nobody hears any more: what became of a choice is found out without the person, who may have gone
 * away from the screen, and what nobody finished is ended. Several servers may do it at once: of two savings one counts.
 * @param isOver whether somebody wants it to end: the others can wait for the next look
 * @returns how many it looked at @throws StoreProblem
 */
export async function endOverdue({ store, overdue, directory, isStopped, gates, surroundings }: OverdueParts, isOver: () => boolean = () => false): Promise<number> {
  const { now, token } = surroundings
  for (let looked = 0; ;) {
    const found = await overdue(now(), BATCH)
    const failures: unknown[] = []
    for (let from = 0; from < found.length && !isOver(); from += AT_ONCE) {
      const some = found.slice(from, from + AT_ONCE)
      for (const one of await Promise.allSettled(some.map(look))) if (one.status === 'rejected') failures.push(one.reason)
      looked += some.length
    }
    // One that nobody can look at keeps nobody from the others.
    if (failures.length > 0) throw failures[0]
    if (found.length < BATCH || isOver()) return looked
  }

  /** Each saving says anew when the next look is due, or that none is. */
  async function look(stored: Stored): Promise<boolean> {
    const { recovery } = stored
    const { place, person } = recovery
    if (place.at === 'working' && person !== null) {
      if (expire(recovery, now()).place.at === 'working') return settle(stored, place, person)
      const told = await became(person, place)
      const at = now()
      const ended = afterItsTime(recovery, told, at)
      return ended ? store.save(stored, ended.recovery, ended.tell ? lateNoticesOf(ended.recovery, at) : [], ended.entries) : again(stored)
    }
    const ended = afterItsTime(recovery, undefined, now())
    return ended ? store.save(stored, ended.recovery, [], ended.entries) : again(stored)
  }

  /** Within its time: as if the person had read where it is. */
  async function settle(stored: Stored, place: Working, person: string): Promise<boolean> {
    const { recovery } = stored
    const outcome = await settleLost({ directory, isStopped }, { person, begunAt: recovery.begunAt }, place, now())
    const event: Event = { type: 'carried-out', stepToken: recovery.stepToken, outcome, now: now(), nextToken: token() }
    const result = transition(recovery, event, gates)
    return result.ok ? store.save(stored, postponed(result.recovery, now()), [], entriesOf(recovery, event, result.recovery, result.effects)) : again(stored)
  }

  const again = (stored: Stored) => store.save(stored, stored.recovery, [], [])

  async function became(person: string, place: Working): Promise<Became | undefined> {
    try {
      return await directory.became(person, place)
    } catch (error) {
      if (error instanceof DirectoryProblem) return error.kind === 'gone' ? 'gone' : undefined
      throw error
    }
  }
}
