import type { Entrance } from '@gatehouse/contract'
import { type Belonging, type Names, type Place, workflowFor, workflowsAt } from '../policy/fits.ts'
import type { Policy } from '../policy/policy.ts'
import { metAt } from '../policy/met.ts'
import { type Terms, termsOf } from '../policy/terms.ts'
import type { Decoy } from './decoy.ts'
import type { Directory, ProvedDevice } from './ports.ts'

/** A policy that was loaded and holds. */
export type PolicyInForce = {
  readonly policy: Policy
  /** Whom its groups and units are. @throws DirectoryProblem */
  readonly names: () => Promise<Names>
}

/** Where somebody comes in: what a machine that an administrator has approved is worth, no other claims to be (S-07). */
export const placeOf = (entrance: Entrance, device: ProvedDevice | undefined): Place =>
  (entrance === 'workstation' && device?.approved ? 'approved-workstation' : entrance)

/** Whether the policy lets a recovery begin at this machine. */
export function mayBegin({ devices }: Policy, entrance: Entrance, device: ProvedDevice | undefined): boolean {
  if (entrance !== 'workstation' || devices.mayBegin === 'any') return true
  return device !== undefined && (device.approved || devices.mayBegin === 'known')
}

type Parts = { directory: Pick<Directory, 'find' | 'plainName' | 'namesake' | 'belonging'>; inForce: PolicyInForce; decoy: Decoy }

/** Nobody's objectGUID: asked for in place of somebody who does not exist, so that as much is asked for them. */
export const NOBODY = '00000000-0000-0000-0000-000000000000'

/**
 * Who somebody is and what they meet at this place. Who does not exist, and who exists and has no workflow, is nobody from here
 * on, and meets one of the workflows that others meet there, which they cannot pass: until the gates are passed nobody can tell (S-10). It is that
 * of a namesake where there is one: else a name that finds somebody would show another than the same name in another spelling.
 * @throws DirectoryProblem
 */
export async function admit(typed: string, place: Place, { directory, inForce: { policy, names }, decoy }: Parts): Promise<{ person: string | null; terms: Terms }> {
  const [found, namesake, plain] = await Promise.all([directory.find(typed), directory.namesake(typed), directory.plainName(typed)])
  const [first, ...more] = metAt(policy.workflows, place)
  if (!first) throw new Error('a policy is loaded only with a workflow for each entrance')
  const asks = workflowsAt(policy.workflows, place).some(({ for: { groups, units } }) => groups ?? units)
  // Asked for somebody who does not exist too.
  const [known, belonging] = asks ? await Promise.all([names(), directory.belonging(found ?? namesake ?? NOBODY)]) : [nothing, nowhere]
  const own = (found ?? namesake) !== undefined && belonging ? workflowFor(policy.workflows, place, belonging, known) : undefined
  if (found !== undefined && own) return { person: found, terms: termsOf(policy, own) }
  return { person: null, terms: termsOf(policy, own ?? decoy(plain, [first, ...more])) }
}

const nothing: Names = { groups: new Map(), units: new Map() }
const nowhere: Belonging = { name: '', groups: [] }
