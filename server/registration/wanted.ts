import { type Entrance, entrances } from '@gatehouse/contract'
import type { RegistrationKind, WantedThere } from '@gatehouse/contract/registration'
import { gateFacts, type GateName } from '../policy/gate-facts.ts'
import type { Workflow } from '../policy/sections/workflows.ts'
import { isMet, proven } from '../policy/ways.ts'

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

export type Missing = {
  /** How many more kinds the policy wants, at the least; 0: enough, or nothing that can be registered here helps. */
  readonly more: number
  /** Which ones would do: each of them is among some so many that are enough together. */
  readonly kinds: RegistrationKind[]
}

/**
 * What is to be registered next, so that somebody gets back in at as many entrances as can be: as few kinds as lead there. "n of" counts
 * what gates rest on, so that of several kinds that would do some may be left out.
 * @param kinds what the policy lets people register, in the order in which it is asked for
 */
export function missingOf(kinds: readonly RegistrationKind[], workflowAt: (entrance: Entrance) => Workflow | undefined, ready: ReadyFor): Missing {
  const reachedWith = (more: readonly RegistrationKind[]) => entrances.reduce((sum, entrance) => {
    const workflow = workflowAt(entrance)
    if (!workflow) return sum
    const able = workflow.gates.filter((gate) => ready(gate, entrance) !== 'no' || more.includes(registeredFor(gate)))
    return sum + Math.min(workflow.needed, proven(able))
  }, 0)
  const most = reachedWith(kinds)
  const enough = subsetsOf(kinds).filter((some) => reachedWith(some) === most)
  const more = Math.min(...enough.map(({ length }) => length))
  const least = enough.filter(({ length }) => length === more).flat()
  return { more, kinds: kinds.filter((kind) => least.includes(kind)) }
}

const subsetsOf = <T>(all: readonly T[]): T[][] => all.reduce<T[][]>((subsets, one) => [...subsets, ...subsets.map((some) => [...some, one])], [[]])
