import { type GateFacts, gateFacts, type GateName } from '../gate-facts.ts'
import type { Workflow } from '../sections/workflows.ts'
import { proven } from '../ways.ts'
import type { Finding } from './finding.ts'

export type Facts = Readonly<Record<GateName, Pick<GateFacts, 'restsOn' | 'neverAlone' | 'neverFirst'>>>

/** Workflows that nobody could pass, and those that could be passed by what must never do alone. */
export const passable = (workflows: readonly Workflow[], facts: Facts = gateFacts): Finding[] => workflows.flatMap(({ gates, needed, order }, index): Finding[] => {
  const things = [...new Set(gates.map((gate) => facts[gate].restsOn))]
  if (needed > things.length) {
    return [{
      path: ['workflows', index, 'needed'],
      what: `asks for ${needed} different things, and the gates rest on ${things.length} (${things.join(', ')}), so nobody could pass it`,
      right: `must be at most ${things.length}, or a gate that rests on something else must stand beside them`,
    }]
  }
  const weak = gates.filter((gate) => facts[gate].neverAlone)
  const strong = gates.findIndex((gate) => !facts[gate].neverFirst)
  const [first] = gates
  if (order === 'fixed' && first && facts[first].neverFirst && strong > 0) {
    return [{ path: ['workflows', index, 'gates', 0], what: `is ${first}, which stands behind another gate only`, right: `must stand behind ${gates[strong] ?? ''}, or the order must be free` }]
  }
  if (weak.length === 0 || proven(weak, facts) < needed) return []
  return [{
    path: ['workflows', index, 'gates'], what: `can be passed by ${weak.join(' and ')} alone`,
    right: `must need at least ${proven(weak, facts) + 1} different things, so that another gate is always among them`,
  }]
})
