import { isAt, places } from '../fits.ts'
import { metAt } from '../met.ts'
import type { Workflow } from '../sections/workflows.ts'
import type { Finding } from './finding.ts'
import { peopleOf } from './somebody.ts'

/** Workflows that nobody ever meets, because one above fits everybody whom they are for; names that two workflows have. */
export function reachable(workflows: readonly Workflow[]): Finding[] {
  const twice = workflows.flatMap(({ name }, index): Finding[] => {
    const first = workflows.findIndex((other) => other.name.toLowerCase() === name.toLowerCase())
    return first === index ? [] : [{ path: ['workflows', index, 'name'], what: `is also the name of workflows.${first}`, right: 'must be another one: it tells them apart' }]
  })
  const { membersOf, fits } = peopleOf(workflows)
  const never = workflows.flatMap((workflow, index): Finding[] => {
    if (places.some((place) => metAt(workflows, place).includes(workflow))) return []
    const people = membersOf(workflow)
    const fitsSome = (other: Workflow) => people.some((one) => places.some((place) => isAt(workflow.for, place) && fits(other, one, place)))
    const above = workflows.slice(0, index).filter(fitsSome).map(({ name }) => name)
    return [{
      path: ['workflows', index], what: `("${workflow.name}") is never met: ${above.join(' and ')} above it ${above.length === 1 ? 'fits' : 'fit'} everybody whom it is for`,
      right: 'must stand further up, or go',
    }]
  })
  return [...twice, ...never]
}
