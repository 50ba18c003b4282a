import type { Control } from 'ldapts'
import { plainControl } from './control.ts'

/** `required`: no password is set where the directory would not look at the history. `where-possible`: it is, and the log says so. */
export type History = 'required' | 'where-possible'

// LDAP_SERVER_POLICY_HINTS_OID and its forerunner, MS-ADTS 3.1.1.3.4.1.27: a reset then keeps to history and least age like a change
// by the person. SEQUENCE { Flags INTEGER 1 }.
const OIDS = ['1.2.840.113556.1.4.2239', '1.2.840.113556.1.4.2066'] as const
const KEEP_TO_THEM = Buffer.from([0x30, 0x03, 0x02, 0x01, 0x01])

/**
 * The control that makes a reset keep to the history. Critical: a domain controller that does not know it must say so, where it
 * would otherwise take a used password without a word (Samba 4.17 does).
 * @param supports what the controller's own entry lists in supportedControl
 * @returns undefined where it knows none of the two
 */
export function policyHints(supports: (oid: string) => boolean): Control | undefined {
  const oid = policyHintsIn(supports)
  return oid === undefined ? undefined : plainControl(oid, KEEP_TO_THEM)
}

/** Which of the two a controller knows. @param supports as above */
export const policyHintsIn = (supports: (oid: string) => boolean): string | undefined => OIDS.find(supports)
