import { peopleOf } from './checks/somebody.ts'
import { type Place, places } from './fits.ts'
import type { Workflow } from './sections/workflows.ts'

type AtPlaces = ReadonlyMap<Place, readonly Workflow[]>

// Found out once for each policy: it may name hundreds of groups, and is asked for with every name that is typed.
const found = new WeakMap<readonly Workflow[], AtPlaces>()

/**
 * The workflows that anybody who exists can meet at a place. One below another that fits all the same people is not among them: to be
 * shown it there would tell that a name is nobody's (S-10).
 */
export function metAt(workflows: readonly Workflow[], place: Place): readonly Workflow[] {
  const known = found.get(workflows) ?? metIn(workflows)
  found.set(workflows, known)
  return known.get(place) ?? []
}

function metIn(workflows: readonly Workflow[]): AtPlaces {
  const { membersOf, workflowFor } = peopleOf(workflows)
  return new Map(places.map((place) => [place, workflows.filter((workflow) => membersOf(workflow).some((one) => workflowFor(one, place) === workflow))]))
}
