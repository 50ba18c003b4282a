import type { Entrance } from '@gatehouse/contract'
import { isBelow } from '../below.ts'
import { type Belonging, type Names, workflowFor } from '../fits.ts'
import type { Workflow } from '../sections/workflows.ts'

/**
 * Whom a policy can tell apart, found out without a directory: people who are in just those groups and that unit which make some
 * workflows fit. What somebody is in beside these only lets more workflows above fit.
 */

/** In the groups and the unit of each of these workflows, one of each list, in every way in which that can be. */
export function membersOf(...workflows: readonly Workflow[]): Belonging[] {
  return workflows.reduce<Belonging[]>(
    (people, { for: { groups, units } }) => people.flatMap((one) =>
      (groups ?? [undefined]).flatMap((group) => (units ?? [undefined]).flatMap((unit) => joined(one, group, unit)))),
    [{ name: '', groups: [] }],
  )
}

function joined({ name, groups }: Belonging, group: string | undefined, unit: string | undefined): Belonging[] {
  const place = unit === undefined ? name : deeper(name, unit)
  // Nobody is in two units of which neither is in the other.
  return place === undefined ? [] : [{ name: place, groups: group === undefined ? groups : [...groups, group.toLowerCase()] }]
}

function deeper(one: string, other: string): string | undefined {
  if (one === '' || isBelow(other, one)) return other
  return isBelow(one, other) ? one : undefined
}

/** Names that stand for themselves. */
export const spelled = (workflows: readonly Workflow[]): Names => ({
  groups: new Map(workflows.flatMap((workflow) => workflow.for.groups ?? []).map((name) => [name, name.toLowerCase()])),
  units: new Map(workflows.flatMap((workflow) => workflow.for.units ?? []).map((name) => [name, name])),
})

/** Whether somebody can meet this workflow at this entrance, past all that stand above it. */
export const isMetBy = (workflow: Workflow, workflows: readonly Workflow[], entrance: Entrance, people: readonly Belonging[]): Belonging | undefined =>
  people.find((one) => workflowFor(workflows, entrance, one, spelled(workflows)) === workflow)
