import { type Entrance, entrances } from '@gatehouse/contract'
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

/** Where somebody comes in, as far as workflows tell places apart: a workstation that an administrator has approved is one of its own (S-07). */
export type Place = Entrance | 'approved-workstation'
export const places = [...entrances, 'approved-workstation'] as const satisfies readonly Place[]

export const entranceOf = (place: Place): Entrance => (place === 'approved-workstation' ? 'workstation' : place)

/** Whether a workflow is met there by anybody at all. What is for any workstation is for approved ones too. */
export function isAt({ entrances: at, devices }: Pick<For, 'entrances' | 'devices'>, place: Place): boolean {
  if (place === 'approved-workstation') return at.includes('workstation')
  return devices === undefined && at.includes(place)
}

/**
 * Why a workflow is not for somebody at a place; undefined: it is. Each kind of condition that is given must hold; a list
 * holds where one of it does. A name that the directory does not know holds for nobody: see `../recovery/policy-names.ts`, which
 * does not let it come to that.
 */
export function misfit({ groups, units, ...where }: For, place: Place, { name, groups: own }: Belonging, names: Names): 'entrance' | 'groups' | 'units' | undefined {
  if (!isAt(where, place)) return 'entrance'
  if (groups && !groups.some((group) => own.includes(names.groups.get(group) ?? ''))) return 'groups'
  if (units && !units.some((unit) => isBelow(name, names.units.get(unit) ?? ''))) return 'units'
  return undefined
}

/** The workflow that holds for somebody at a place: the first that fits, from the top. */
export const workflowFor = (workflows: readonly Workflow[], place: Place, somebody: Belonging, names: Names): Workflow | undefined =>
  workflows.find((workflow) => misfit(workflow.for, place, somebody, names) === undefined)

/** The workflows that somebody can meet at a place. */
export const workflowsAt = (workflows: readonly Workflow[], place: Place): readonly Workflow[] =>
  workflows.filter((workflow) => isAt(workflow.for, place))
