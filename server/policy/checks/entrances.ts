import type { Workflow } from '../sections/workflows.ts'
import { workflowFor } from '../fits.ts'
import type { Finding } from './finding.ts'
import { isMetBy, membersOf, spelled } from './somebody.ts'

/**
 * `workstation` must ask for as much as `portal-inside` of everybody: until machines can prove themselves (S-07), whoever comes
 * through neither portal says that they are one.
 */
export const workstationAsksEnough = (workflows: readonly Workflow[]): Finding[] => workflows.flatMap((here, index): Finding[] => {
  if (!here.for.entrances.includes('workstation')) return []
  const names = spelled(workflows)
  for (const there of workflows.filter((other) => other.for.entrances.includes('portal-inside'))) {
    const people = membersOf(here, there).filter((one) => workflowFor(workflows, 'portal-inside', one, names) === there)
    if (there.needed > here.needed && isMetBy(here, workflows, 'workstation', people)) {
      return [{
        path: ['workflows', index, 'needed'],
        what: `asks for ${here.needed} at workstation where "${there.name}" asks the same people for ${there.needed} at portal-inside; no machine can prove itself yet`,
        right: `must be at least ${there.needed}`,
      }]
    }
  }
  const people = membersOf(here).filter((one) => workflowFor(workflows, 'portal-inside', one, names) === undefined)
  if (!isMetBy(here, workflows, 'workstation', people)) return []
  return [{
    path: ['workflows', index], what: `("${here.name}") lets people in at workstation who have no workflow at portal-inside; no machine can prove itself yet`,
    right: 'must be for portal-inside too, or another workflow must fit them there',
  }]
})
