import type { Choice, Entrance } from '@gatehouse/contract'

/**
 * Test material: may this person choose that, after these gates, at this entrance? Written from docs/policy.md and from nothing
 * else, as plainly as it can be said, so that a mistake of the server's own is not made twice. It shares no code with it.
 */

/** A workflow as it stands in the file. */
export type Written = {
  name: string
  for?: { entrances?: string[]; groups?: string[]; units?: string[] }
  gates: string[]
  needed: number
  order?: string
  choices?: string[]
}
export type Somebody = { groups: readonly string[]; name: string }

export const thing: Record<string, string> = { 'email-code': 'the mailbox', 'sms-code': 'the number', 'phone-call': 'the number', 'questions': 'what they know' }

export function mayChoose(workflows: readonly Written[], who: Somebody, entrance: Entrance, passed: readonly string[], choice: Choice): boolean {
  const own = workflows.find((workflow) => {
    const { entrances, groups, units } = workflow.for ?? {}
    if (entrances && !entrances.includes(entrance)) return false
    if (groups && !who.groups.some((group) => groups.includes(group))) return false
    if (units && !units.some((unit) => who.name.endsWith(`,${unit}`))) return false
    return true
  })
  if (!own) return false
  if (!(own.choices ?? ['unlock', 'set-password']).includes(choice)) return false
  if (own.order !== 'free') {
    const places = passed.map((gate) => own.gates.indexOf(gate))
    if (places.some((place, at) => at > 0 && place <= (places[at - 1] ?? -1))) return false
  }
  // Questions stand behind another gate.
  if (passed[0] === 'questions') return false
  const things = new Set<string | undefined>()
  for (const gate of passed) if (own.gates.includes(gate)) things.add(thing[gate])
  return things.size >= own.needed
}
