import type { Secret } from '@gatehouse/contract'
import type { Codes } from '../gates/codes.ts'
import type { Proof, Visit } from './visit.ts'

/**
 * Codes of registration, derived like those of recoveries and never stored. The word in the place of the gate is one that no gate has:
 * a code of the one never opens the other, whatever the ids.
 */
export function visitCodes(codes: Codes) {
  const named = ({ id, counter }: Visit, { way }: Pick<Proof, 'way'>, digits: number) => ({ recovery: id, gate: `registration by ${way}`, counter, digits })
  return {
    /** What is keyed on the telephone that is called: 00 to 89, since 9 says "I did not ask for this". */
    keys: (visit: Visit): string => String(Number(codes.derive(named(visit, { way: 'call' }, 8)).reveal()) % 90).padStart(2, '0'),
    derive: (visit: Visit, proof: Pick<Proof, 'way'>, digits: number): Secret => codes.derive(named(visit, proof, digits)),
    matches: (visit: Visit, proof: Pick<Proof, 'way'>, digits: number, typed: Secret): boolean => codes.matches(named(visit, proof, digits), typed),
  }
}
export type VisitCodes = ReturnType<typeof visitCodes>
