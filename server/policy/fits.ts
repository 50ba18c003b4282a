import type { Entrance } from '@gatehouse/contract'
import { isBelow } from './below.ts'
import type { Workflow } from './sections/workflows.ts'

/** Where somebody belongs, as the directory has it at this moment. */
export type Belonging = {
  /** The distinguished name. */
  readonly name: string
  /** SIDs of all groups, nested ones and the primary one too. */
  readonly groups: readonly string[]
}

/** What the policy calls groups and units, as the directory knows them: SIDs, and distinguished names in its own spelling. */
export type Names = { readonly groups: ReadonlyMap<string, string>; readonly units: ReadonlyMap<string, string> }

type For = Workflow['for']

/**
 * Why a workflow is not for somebody at an entrance; undefined: it is. Each kind of condition that is given must hold; a list
 * holds where one of it does. A name that the directory does not know holds for nobody: see `../recovery/policy-names.ts`, which
 * does not let it come to that.
 */
export function misfit({ entrances, groups, units }: For, entrance: Entrance, { name, groups: own }: Belonging, names: Names): 'entrance' | 'groups' | 'units' | undefined {
  if (!entrances.includes(entrance)) return 'entrance'
  if (groups && !groups.some((group) => own.includes(names.groups.get(group) ?? ''))) return 'groups'
  if (units && !units.some((unit) => isBelow(name, names.units.get(unit) ?? ''))) return 'units'
  return undefined
}

/** The workflow that holds for somebody at an entrance: the first that fits, from the top. */
export const workflowFor = (workflows: readonly Workflow[], entrance: Entrance, somebody: Belonging, names: Names): Workflow | undefined =>
  workflows.find((workflow) => misfit(workflow.for, entrance, somebody, names) === undefined)

/** The workflows that somebody can meet at an entrance. */
export const workflowsAt = (workflows: readonly Workflow[], entrance: Entrance): readonly Workflow[] =>
  workflows.filter((workflow) => workflow.for.entrances.includes(entrance))
