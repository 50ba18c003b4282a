import { type Choice, choices, type Entrance, type WhyNot } from '@gatehouse/contract'
import { type Belonging, entranceOf, misfit, type Place, workflowFor, workflowsAt } from './policy/fits.ts'
import { gateFacts, type GateName, type RestsOn } from './policy/gate-facts.ts'
import type { Policy } from './policy/policy.ts'
import type { Workflow } from './policy/sections/workflows.ts'
import { metAt } from './policy/met.ts'
import { isMet } from './policy/ways.ts'
import type { PolicyInForce } from './recovery/admit.ts'
import { whyNot } from './recovery/choices.ts'
import type { Decoy } from './recovery/decoy.ts'
import type { Account } from './recovery/recovery.ts'
import type { Directory } from './recovery/ports.ts'

/** `unusable`: something stands there that no code can be sent to. */
export type Held = 'held' | 'not-held' | 'unusable'

/** What somebody meets at an entrance, and why. */
export type Explanation = {
  typed: string
  entrance: Entrance
  /** It is at a workstation that an administrator has approved. */
  approved?: true
  /** Which machines a recovery may begin at, where it is the entrance of machines. */
  mayBegin?: Policy['devices']['mayBegin']
  /** The distinguished name; undefined: nobody, or more than one, has this name. */
  person?: string
  account?: Account
  /** The service account has no right there: nothing could be carried out. */
  outOfReach?: true
  /** The entrance's workflows from the top, down to the first that fits; `why` it is not for this person. */
  looked: { workflow: string; why?: 'groups' | 'units' }[]
  /** What is shown: the person's own, or one that cannot be passed, as it is shown to somebody who does not exist. */
  shown: Pick<Workflow, 'name' | 'needed' | 'order'>
  own: boolean
  gates: { gate: GateName; restsOn: RestsOn; held?: Held }[]
  canPass: boolean
  /** Each with why it would not be possible after the gates. */
  choices: { choice: Choice; whyNot?: WhyNot }[]
}

type Parts = {
  directory: Pick<Directory, 'find' | 'plainName' | 'namesake' | 'belonging' | 'account' | 'mayUnlock'>
  inForce: PolicyInForce
  decoy: Decoy
  holds: Readonly<Record<GateName, (person: string) => Promise<Held>>>
}

/** @throws DirectoryProblem */
export async function explainPolicy(typed: string, place: Place, { directory, inForce: { policy, names }, decoy, holds }: Parts): Promise<Explanation> {
  const [id, namesake, plain, known] = await Promise.all([directory.find(typed), directory.namesake(typed), directory.plainName(typed), names()])
  const theirs = id === undefined && namesake !== undefined ? await directory.belonging(namesake) : undefined
  const [belonging, account, mayUnlock] = id === undefined ? [] : await Promise.all([directory.belonging(id), directory.account(id), directory.mayUnlock?.(id)])
  const [first, ...more] = metAt(policy.workflows, place)
  if (!first) throw new Error('a policy is loaded only with a workflow for each entrance')
  const whyFor = (workflow: Workflow, somebody: Belonging) => misfit(workflow.for, place, somebody, known)
  const looked = belonging ? workflowsAt(policy.workflows, place).map((workflow) => ({ workflow, why: whyFor(workflow, belonging) })) : []
  const found = looked.findIndex(({ why }) => why === undefined)
  const own = looked[found]?.workflow
  const shown = own ?? (theirs && workflowFor(policy.workflows, place, theirs, known)) ?? decoy(plain, [first, ...more])
  const gates = await Promise.all(shown.gates.map(async (gate) => ({
    gate, restsOn: gateFacts[gate].restsOn, ...(id !== undefined && own && { held: await holds[gate](id) }),
  })))
  return {
    typed, entrance: entranceOf(place), own: own !== undefined,
    ...(place === 'approved-workstation' && { approved: true as const }),
    ...(entranceOf(place) === 'workstation' && { mayBegin: policy.devices.mayBegin }),
    ...(belonging && { person: belonging.name }),
    ...(account && { account }),
    ...(mayUnlock === false && { outOfReach: true as const }),
    looked: looked.slice(0, found < 0 ? undefined : found + 1).map(({ workflow: { name }, why }) => ({ workflow: name, ...(why && why !== 'entrance' && { why }) })),
    shown: { name: shown.name, needed: shown.needed, order: shown.order },
    gates,
    canPass: own !== undefined && isMet(own, gates.filter(({ held }) => held === 'held').map(({ gate }) => gate)),
    choices: own && account ? choices.map((choice) => ({ choice, why: whyNot(choice, account, own.choices) })).map(({ choice, why }) => ({ choice, ...(why && { whyNot: why }) })) : [],
  }
}
