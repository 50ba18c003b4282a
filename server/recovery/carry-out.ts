import type { Secret } from '@gatehouse/contract'
import type { Outcome } from './event.ts'
import { type Directory, DirectoryProblem, type DirectoryProblemKind } from './ports.ts'
import type { Working } from './recovery.ts'

/** Unlocks the account. @returns what became of it; never throws for what a directory can answer */
export const carryOutUnlock = (directory: Directory, person: string): Promise<Outcome> =>
  outcomeOf(() => directory.unlock(person))

/** Sets the password. @returns what became of it; never throws for what a directory can answer */
export const carryOutPassword = (directory: Directory, person: string, password: Secret): Promise<Outcome> =>
  outcomeOf(() => directory.setPassword(person, password))

/**
 * After a crash or a lost answer (S-14): an unlock is finished, a set password is decided by the directory's mark of its last
 * change. The password itself is never stored, so one that did not arrive is typed again.
 */
export async function settleLost(directory: Directory, person: string, working: Working): Promise<Outcome> {
  switch (working.choice) {
    case 'unlock': return carryOutUnlock(directory, person)
    case 'set-password': {
      let outcome: Outcome = 'not-done'
      const read = await outcomeOf(async () => {
        const account = await directory.account(person)
        if (!account) outcome = 'gone'
        else if (account.passwordMark !== working.passwordMark) outcome = 'done'
      })
      // While the directory is away nobody knows more than before.
      return read === 'done' ? outcome : 'lost'
    }
  }
}

const outcomes: Record<DirectoryProblemKind, Outcome> = {
  'unreachable': 'not-done',
  'lost': 'lost',
  'denied': 'not-done',
  'password-refused': 'password-refused',
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
