import type { Secret } from '@gatehouse/contract'
import type { Outcome } from './event.ts'
import { STILL_OPEN } from './machine.ts'
import { type Directory, DirectoryProblem, type DirectoryProblemKind, type IsStopped } from './ports.ts'
import type { Account, Working } from './recovery.ts'

/** Unlocks the account, at that controller. @returns what became of it; never throws for what a directory can answer */
export const carryOutUnlock = (directory: Directory, person: string, at?: string): Promise<Outcome> =>
  outcomeOf(() => directory.unlock(person, at))

/** Sets the password, at that controller. @returns what became of it; never throws for what a directory can answer */
export const carryOutPassword = (directory: Directory, person: string, password: Secret, at?: string): Promise<Outcome> =>
  outcomeOf(() => directory.setPassword(person, password, at))

type SettlingParts = { readonly directory: Pick<Directory, 'account' | 'unlock' | 'became'>; readonly isStopped: IsStopped }
/** Somebody's recovery. */
type Begun = { readonly person: string; readonly begunAt: number }

/**
 * After a crash or a lost answer (S-14): an unlock is finished, a set password is decided by the directory's mark of its last
 * change, both at the controller that was to carry it out: another may have it later, or have had another one's. While that one is
 * away, another is believed that has heard of the change from there. The password itself is never stored, so one that did not arrive
 * is typed again, once it can no longer arrive. An unlock is not finished where nothing that it rested on counts any more.
 * @param now milliseconds since 1970
 */
export async function settleLost({ directory, isStopped }: SettlingParts, { person, begunAt }: Begun, working: Working, now: number): Promise<Outcome> {
  let account: Account | null
  try {
    account = await directory.account(person, working.controller)
    if (account && working.choice === 'unlock' && account.locked) {
      // What was sent before may yet arrive.
      if (await isStopped(person, begunAt)) return now < working.since + STILL_OPEN ? 'lost' : 'stopped'
      await directory.unlock(person, working.controller)
      return 'done'
    }
  } catch (error) {
    if (error instanceof DirectoryProblem) return error.kind === 'gone' ? 'gone' : elsewhere(directory, person, working)
    throw error
  }
  if (!account) return 'gone'
  if (working.choice === 'unlock' || account.passwordMark !== working.passwordMark) return 'done'
  return now < working.since + STILL_OPEN ? 'lost' : 'not-done'
}

/** While the directory does not do what it should, nobody knows more than before, unless it has got around. */
async function elsewhere(directory: Pick<Directory, 'became'>, person: string, working: Working): Promise<Outcome> {
  try {
    return await directory.became(person, working) === 'done' ? 'done' : 'lost'
  } catch (error) {
    if (error instanceof DirectoryProblem) return 'lost'
    throw error
  }
}

const outcomes: Record<DirectoryProblemKind, Outcome> = {
  'unreachable': 'not-done',
  'lost': 'lost',
  'denied': 'not-done',
  'password-refused': 'password-refused',
  'protected': 'protected',
  'not-confirmed': 'not-done',
  'gone': 'gone',
}

async function outcomeOf(change: () => Promise<void>): Promise<Outcome> {
  try {
    await change()
    return 'done'
  } catch (error) {
    if (error instanceof DirectoryProblem) return outcomes[error.kind]
    throw error
  }
}
