import { type GateFacts, gateFacts, type GateName } from './gate-facts.ts'

/** What a workflow asks for. `fixed`: in the order of the list; who cannot pass one may leave it out where enough are left. */
export type Asked = { readonly gates: readonly GateName[]; readonly needed: number; readonly order: 'fixed' | 'free' }

type Facts = Readonly<Record<GateName, Pick<GateFacts, 'restsOn' | 'neverFirst'>>>

/** How many different things these gates prove to be held: a call and a text message to one number prove one. */
export const proven = (gates: readonly GateName[], facts: Facts = gateFacts): number =>
  new Set(gates.map((gate) => facts[gate].restsOn)).size

/** Whether a workflow's gates are passed: "n of these" counts things, not gates. */
export const isMet = ({ needed }: Asked, passed: readonly GateName[], facts?: Facts): boolean => proven(passed, facts) >= needed

/**
 * The gates that may come next: each proves something new, and leaves a way to the end.
 * @param passed in the order in which they were passed
 */
export function waysFrom({ gates, needed, order }: Asked, passed: readonly GateName[], facts: Facts = gateFacts): readonly GateName[] {
  const after = (gate: GateName) => (order === 'free' ? gates : gates.slice(gates.indexOf(gate) + 1))
  const last = passed.at(-1)
  const open = last === undefined ? gates.filter((gate) => !facts[gate].neverFirst) : after(last)
  return open.filter((gate) => {
    const then = [...passed, gate]
    return proven(then, facts) > proven(passed, facts) && proven([...then, ...after(gate)], facts) >= needed
  })
}
