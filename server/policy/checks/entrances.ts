import type { Entrance } from '@gatehouse/contract'
import { isAt } from '../fits.ts'
import type { Workflow } from '../sections/workflows.ts'
import type { Finding } from './finding.ts'
import { lessThan } from './less.ts'
import type { SettingsFacts } from './settings-facts.ts'
import { type People, peopleOf } from './somebody.ts'

const WHY: Partial<Record<Entrance, string>> = {
  'portal-inside': 'only approved machines have proved themselves (devices: approved)',
  'portal-outside': 'whoever reaches the portal can say that they are a workstation',
}

/**
 * `workstation` must ask everybody for as much, and allow no more, than the portals do, but at machines that an administrator has
 * approved (S-07): whoever leaves out what shows a request to be the portal's (S-21) has said that they are a workstation. Outside counts where there
 * is a portal to come in at.
 */
export function workstationAsksEnough(workflows: readonly Workflow[], settings: Pick<SettingsFacts, 'portal'> | undefined): Finding[] {
  const portals: Entrance[] = settings?.portal ? ['portal-inside', 'portal-outside'] : ['portal-inside']
  const people = peopleOf(workflows)
  return workflows.flatMap((here, index): Finding[] => {
    if (!isAt(here.for, 'workstation')) return []
    const found = portals.flatMap((entrance) => comparedWith(entrance, here, index, workflows, people))
    // What mends the first may mend the others: of each setting one mistake at a time.
    return found.filter(({ path }, at) => found.findIndex((other) => other.path.join() === path.join()) === at)
  })
}

function comparedWith(entrance: Entrance, here: Workflow, index: number, workflows: readonly Workflow[], { membersOf, workflowFor }: People): Finding[] {
  /** Whether somebody meets the one at workstation and the other, or none, at the portal. */
  const meetsBoth = (there: Workflow | undefined) => membersOf(here, ...(there ? [there] : []))
    .some((one) => workflowFor(one, entrance) === there && workflowFor(one, 'workstation') === here)
  const why = WHY[entrance] ?? ''
  for (const there of workflows.filter((other) => isAt(other.for, entrance))) {
    const less = lessThan(here, there, entrance)
    if (less.length > 0 && meetsBoth(there)) return less.map(({ path, what, right }) => ({ path: ['workflows', index, ...path], what: `${what}; ${why}`, right }))
  }
  if (!meetsBoth(undefined)) return []
  return [{
    path: ['workflows', index], what: `("${here.name}") lets people in at workstation who have no workflow at ${entrance}; ${why}`,
    right: `must be for ${entrance} too, or another workflow must fit them there`,
  }]
}
