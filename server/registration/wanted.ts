import { type Entrance, entrances } from '@gatehouse/contract'
import type { RegistrationKind, WantedThere } from '@gatehouse/contract/registration'
import { gateFacts, type GateName } from '../policy/gate-facts.ts'
import type { Workflow } from '../policy/sections/workflows.ts'
import { isMet } from '../policy/ways.ts'

export type Readiness = 'yes' | 'later' | 'no'
/** Whether somebody could pass a gate at an entrance by what there is of them. */
export type ReadyFor = (gate: GateName, entrance: Entrance) => Readiness

/** What must be registered so that a code, a call or questions can be passed, by their way. */
const kindOf: Readonly<Record<string, RegistrationKind>> = { email: 'mail', sms: 'number', call: 'number', questions: 'questions' }

export const registeredFor = (gate: GateName): RegistrationKind => kindOf[gateFacts[gate].way] ?? 'number'

/** What the policy asks of somebody at each entrance at which it has something for them. */
export function wantedOf(workflowAt: (entrance: Entrance) => Workflow | undefined, ready: ReadyFor): WantedThere[] {
  return entrances.flatMap((entrance) => {
    const workflow = workflowAt(entrance)
    if (!workflow) return []
    const states = workflow.gates.map((gate) => ({ gate, ready: ready(gate, entrance) }))
    const enoughOf = (...which: Readiness[]) => isMet(workflow, states.filter((one) => which.includes(one.ready)).map(({ gate }) => gate))
    const enough = enoughOf('yes') ? 'yes' : enoughOf('yes', 'later') ? 'later' : 'no'
    return [{ entrance, needed: workflow.needed, ways: states.map((one) => ({ way: gateFacts[one.gate].way, ready: one.ready })), enough }]
  })
}

/**
 * What is to be registered next, and after it: what a gate needs that nobody could pass, where what there is is not enough.
 * @param kinds what the policy lets people register, in the order in which it is asked for
 */
export function missingOf(kinds: readonly RegistrationKind[], workflowAt: (entrance: Entrance) => Workflow | undefined, ready: ReadyFor): RegistrationKind[] {
  const wanting = entrances.flatMap((entrance) => {
    const workflow = workflowAt(entrance)
    const able = workflow?.gates.filter((gate) => ready(gate, entrance) !== 'no') ?? []
    return !workflow || isMet(workflow, able) ? [] : workflow.gates.filter((gate) => ready(gate, entrance) === 'no')
  })
  const wanted = new Set(wanting.map(registeredFor))
  return kinds.filter((kind) => wanted.has(kind))
}
