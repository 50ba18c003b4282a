import type { ProofWay } from '@gatehouse/contract/registration'
import type { Effect } from '../../server/recovery/recovery.ts'

/** What the server reaches over a line of its own. */
export type LineName = 'directory' | 'mail' | 'sms' | 'voice' | 'database'

/** Where each effect leaves the server. A new effect does not compile until it says so here, and is then killed before and after. */
export const lineOf = { 'send-code': 'mail', 'call-denied': 'mail', 'carry-out': 'directory' } as const satisfies Record<Effect['type'], LineName>

/** Where a code of registration leaves it, by its way. */
export const lineOfProof = { email: 'mail', sms: 'sms', call: 'voice' } as const satisfies Record<ProofWay, LineName>

/** Those, and the one over which the server remembers. */
export const lineNames: readonly LineName[] = [...new Set<LineName>([...Object.values(lineOf), ...Object.values(lineOfProof), 'database'])]
