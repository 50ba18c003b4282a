import { type GateName, gateFacts, type RestsOn } from '../gate-facts.ts'
import { type Asked, isMet, waysFrom } from '../ways.ts'

/** The things that somebody has proven who has come through a workflow, each way to the end once. */
export function proofsOf(workflow: Asked): readonly ReadonlySet<RestsOn>[] {
  const known = found.get(workflow)
  if (known) return known
  const all = new Map<string, ReadonlySet<RestsOn>>()
  const goOn = (passed: readonly GateName[]): void => {
    if (!isMet(workflow, passed)) {
      for (const gate of waysFrom(workflow, passed)) goOn([...passed, gate])
      return
    }
    const things = [...new Set(passed.map((gate) => gateFacts[gate].restsOn))].sort()
    all.set(things.join(), new Set(things))
  }
  goOn([])
  const proofs = [...all.values()]
  found.set(workflow, proofs)
  return proofs
}

/** A workflow is compared with many others. */
const found = new WeakMap<Asked, readonly ReadonlySet<RestsOn>[]>()
