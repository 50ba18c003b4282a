import type { Entrance } from '@gatehouse/contract'
import { gateFacts, type GateName, type RestsOn } from '../gate-facts.ts'
import type { Workflow } from '../sections/workflows.ts'
import type { Finding } from './finding.ts'
import { proofsOf } from './proofs.ts'

const thingsOf = (gates: readonly GateName[]): readonly RestsOn[] => [...new Set(gates.map((gate) => gateFacts[gate].restsOn))]

/**
 * In what a workflow at `workstation` asks for less than another one does, or allows more: whoever passes here must have passed there
 * too, whichever of the gates they passed.
 * @param there who asks the same people at `entrance`
 * @returns paths count from the workflow
 */
export function lessThan(here: Workflow, there: Workflow, entrance: Entrance): Finding[] {
  const wanted = thingsOf(there.gates)
  // Each of these may stand in for one that is asked for there.
  const others = thingsOf(here.gates).filter((thing) => !wanted.includes(thing))
  const allowed = here.choices.filter((choice) => !there.choices.includes(choice))
  const kept = here.choices.filter((choice) => there.choices.includes(choice))
  const enough = there.needed + others.length
  const more: Finding[] = allowed.length === 0 ? [] : [{
    path: ['choices'], what: `allows ${allowed.join(' and ')} at workstation where "${there.name}" does not allow it to the same people at ${entrance}`,
    right: kept.length > 0 ? `must be [${kept.join(', ')}], or "${there.name}" must allow more` : `must be like that of "${there.name}"`,
  }]
  const has = thingsOf(here.gates).length
  if (here.needed < there.needed) {
    const right = enough <= has ? `must be at least ${enough}` : `must be at least ${there.needed}, with gates that rest on ${wanted.join(' and ')}`
    return [{ path: ['needed'], what: `asks for ${here.needed} at workstation where "${there.name}" asks the same people for ${there.needed} at ${entrance}`, right }, ...more]
  }
  if (here.needed >= enough) return [...otherThings(here, there, entrance), ...more]
  const first = here.gates.findIndex((gate) => others.includes(gateFacts[gate].restsOn))
  const mended = enough <= has ? `, or \`needed\` must be at least ${enough}` : ''
  return [{
    path: ['gates', first], what: `is ${here.gates[first] ?? ''}, and "${there.name}" asks the same people at ${entrance} for ${there.needed} of these things: ${wanted.join(', ')}`,
    right: `must be left out, or stand in "${there.name}" too${mended}`,
  }, ...more]
}

/** In a fixed order not every gate can follow on every other: things that are enough in number may be others than those of `there`. */
function otherThings(here: Workflow, there: Workflow, entrance: Entrance): Finding[] {
  const enough = proofsOf(there)
  const other = proofsOf(here).find((things) => !enough.some((wanted) => [...wanted].every((thing) => things.has(thing))))
  return other ? [{
    path: ['gates'], what: `can be passed by ${[...other].join(' and ')}, which is not enough for "${there.name}", which the same people meet at ${entrance}`,
    right: `must stand in the order of "${there.name}", or its order must be free`,
  }] : []
}
