import type { View, Workstation } from '@gatehouse/contract'
import type { Gates } from '../gates/list.ts'
import type { IsDelayed } from './delivery-shown.ts'
import { endsAt, expire } from './machine.ts'
import { type Directory, DirectoryProblem, type Judges, type PasswordRules } from './ports.ts'
import type { Recovery } from './recovery.ts'
import { type Facts, needsFacts, viewOf } from './view.ts'

type Parts = {
  directory: Pick<Directory, 'account' | 'passwordRules' | 'arrived'>
  gates: Gates
  judges: Pick<Judges, 'asked'>
  passwords: Pick<PasswordRules, 'shown'>
  isDelayed: IsDelayed
  /** Milliseconds since 1970. */
  now: () => number
}

/** @returns what a recovery looks like at this moment, with what its place needs to be found out for that. Rejects as directory and store do */
export function showing({ directory, gates, judges, passwords, isDelayed, now }: Parts): (recovery: Recovery) => Promise<View> {
  return async (recovery) => viewOf(recovery, await factsOf(recovery), gates, now(), isDelayed)

  async function factsOf(recovery: Recovery): Promise<Facts | undefined> {
    const { person, place, workstation } = expire(recovery, now())
    if (person !== null && place.at === 'done' && workstation && hasPlace(workstation) && place.controller !== undefined && now() < endsAt(recovery)) {
      return { arrived: await arrived(person, place.choice, place.controller, workstation) }
    }
    // Nobody who does not exist comes to it: it stands behind another gate.
    if (person !== null && place.at === 'gate' && place.gate === 'questions') return { asked: await judges.asked(recovery) }
    if (person === null || !needsFacts(recovery, now())) return undefined
    try {
      const [account, rules] = await Promise.all([
        directory.account(person),
        place.at === 'new-password' ? directory.passwordRules(person) : [],
      ])
      return account ? { account, rules: place.at === 'new-password' ? [...rules, ...passwords.shown(recovery.terms.password, account)] : [] } : undefined
    } catch (error) {
      // It went between the two readings.
      if (error instanceof DirectoryProblem && error.kind === 'gone') return undefined
      throw error
    }
  }

  /** What cannot be found out is not said: the choice was carried out, and that is what matters. */
  async function arrived(...about: Parameters<Directory['arrived']>): Promise<boolean | undefined> {
    try {
      return await directory.arrived(...about)
    } catch (error) {
      if (error instanceof DirectoryProblem) return undefined
      throw error
    }
  }
}

const hasPlace = ({ site, controller }: Workstation) => site !== undefined || controller !== undefined
