import type { Entry } from 'ldapts'
import { type Directory, DirectoryProblem } from '../../recovery/ports.ts'
import { isUnlocked, markAttributes, markIn, unlockedAttributes } from './arrived.ts'
import type { Search } from './connection.ts'
import type { Controller } from './controller.ts'
import type { Controllers } from './controllers.ts'
import { guidBase } from './guid.ts'
import { hintsOf } from './kept-history.ts'
import { withUnicodePwd } from './new-password.ts'
import type { History } from './policy-hints.ts'
import { isProtected, protectionAttributes, protectionBytes } from './protected.ts'
import { isGone } from './refusal.ts'

type Parts = {
  readonly controllers: Pick<Controllers, 'at' | 'forChanges'>
  readonly call: <T>(operation: string, work: (deadline: AbortSignal) => Promise<T>) => Promise<T>
  /** One entry at that controller, undefined when it is not there. */
  readonly entry: (controller: Controller, deadline: AbortSignal, what: Search) => Promise<Entry | undefined>
  /** SIDs of people and groups that the company protects. */
  readonly alsoProtected: (deadline: AbortSignal) => Promise<ReadonlySet<string>>
  readonly history: History
}

const UNLOCKED = { lockoutTime: '0' } as const

/** All that is ever changed in a domain, each read back from the controller that was changed. */
export function changesIn({ controllers, call, entry, alsoProtected, history }: Parts): Pick<Directory, 'unlock' | 'setPassword'> {
  return {
    unlock: (person, at) => call('unlock', async (deadline) => {
      const controller = await changing(at, deadline)
      await mustNotBeProtected(controller, person, deadline)
      await controller.write(deadline, (connection) => connection.replace(guidBase(person), UNLOCKED))
      const unlocked = isUnlocked(await readBack(controller, person, unlockedAttributes, deadline))
      if (unlocked === undefined) throw new DirectoryProblem('lost', 'accepted, but the service account may not read lockoutTime')
      if (!unlocked) throw new DirectoryProblem('not-confirmed', 'it is still locked, or locked again')
    }),

    setPassword: (person, password, at) => call('setPassword', async (deadline) => {
      const controller = await changing(at, deadline)
      const before = await mustNotBeProtected(controller, person, deadline)
      // A set password alone does not unlock; in one change neither can happen without the other.
      await controller.write(deadline, (connection) => {
        const hints = hintsOf(connection, history)
        return withUnicodePwd(password, (unicodePwd) => connection.replace(guidBase(person), { unicodePwd, ...UNLOCKED }, hints ? [hints] : []))
      })
      // A lock does not matter here: a phone with the old password may have locked it again by now.
      const after = await readBack(controller, person, markAttributes, deadline)
      // Accepted, and not to be seen: whoever was asked back may be another, and nobody says "not done" of what may show in a moment.
      if (markIn(after) === markIn(before)) throw new DirectoryProblem('lost', 'accepted, but the time of the last change is that of before')
    }),
  }

  /** Where a change is made: where it was decided, so that after a crash one and the same controller can say what became of it (S-14). */
  async function changing(at: string | undefined, deadline: AbortSignal): Promise<Controller> {
    if (at === undefined) return controllers.forChanges(deadline)
    const controller = await controllers.at(at, deadline)
    if ((await controller.facts(deadline)).readOnly) throw new DirectoryProblem('denied', `${at} is read-only: accounts are not changed there`)
    return controller
  }

  /**
   * Asked right before each change, whoever asks for it and whatever was read before: somebody may have become an administrator
   * since (S-17). @throws DirectoryProblem `protected`, or `gone`
   */
  async function mustNotBeProtected(controller: Controller, person: string, deadline: AbortSignal) {
    const [found, also] = await Promise.all([
      entry(controller, deadline, { base: guidBase(person), attributes: [...protectionAttributes, ...markAttributes], bytes: protectionBytes }),
      alsoProtected(deadline),
    ])
    if (!found) throw new DirectoryProblem('gone', 'it went before it was changed')
    if (isProtected(found, also)) throw new DirectoryProblem('protected', 'this account is not to be recovered here')
    return found
  }

  /** From the controller that was changed. @throws DirectoryProblem `gone`, or `lost` when it does not say */
  async function readBack(controller: Controller, person: string, attributes: readonly string[], deadline: AbortSignal) {
    const after = await entry(controller, deadline, { base: guidBase(person), attributes }).catch(afterChange)
    if (!after) throw new DirectoryProblem('gone', 'it went while it was changed')
    return after
  }
}

/** The change was accepted; that it could not be read back, for whatever reason, does not mean that nothing was changed. */
function afterChange(error: unknown): never {
  if (error instanceof DirectoryProblem && !isGone(error)) throw new DirectoryProblem('lost', 'accepted, but not read back')
  throw error
}
