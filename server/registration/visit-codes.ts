import type { Secret } from '@gatehouse/contract'
import { keysFrom, MADE_OF } from '../gates/call-keys.ts'
import type { Codes } from '../gates/codes.ts'
import type { Proof, Visit } from './visit.ts'

type Which = Pick<Visit, 'id' | 'counter'>

/**
 * Codes of registration, derived like those of recoveries and never stored. The word in the place of the gate is one that no gate has:
 * a code of the one never opens the other, whatever the ids.
 */
export function visitCodes(codes: Codes) {
  const named = ({ id, counter }: Which, { way }: Pick<Proof, 'way'>, digits: number) => ({ recovery: id, gate: `registration by ${way}`, counter, digits })
  const call = (visit: Which) => named(visit, { way: 'call' }, MADE_OF)
  return {
    /** What is keyed on the telephone that is called. */
    keys: (visit: Which): string => keysFrom(codes.derive(call(visit))),
    /** Whether that was keyed, or what a server shows that has the two keys of the codes the other way round. */
    takes: (visit: Which, keyed: Secret): boolean => codes.every(call(visit)).map(keysFrom).includes(keyed.reveal()),
    derive: (visit: Which, proof: Pick<Proof, 'way'>, digits: number): Secret => codes.derive(named(visit, proof, digits)),
    matches: (visit: Which, proof: Pick<Proof, 'way'>, digits: number, typed: Secret): boolean => codes.matches(named(visit, proof, digits), typed),
  }
}
export type VisitCodes = ReturnType<typeof visitCodes>
