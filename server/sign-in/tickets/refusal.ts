import type { TicketRefusal } from '../ports.ts'

// RFC 2743 §1.2.1.1, routine errors.
const BAD_MECHANISM = 1
const BAD_BINDINGS = 4
const DEFECTIVE_TOKEN = 9

/** The words of MIT's library, for what RFC 4120 §7.5.9 numbers: the numbers do not come through. First fitting row. */
const rows: readonly (readonly [RegExp, TicketRefusal])[] = [
  [/request is a replay/iu, 'replayed'],
  [/clock skew/iu, 'clocks'],
  [/ticket (?:has )?expired|ticket not yet valid/iu, 'expired'],
  [/decrypt|integrity check|key version|key table entry|keytab|wrong principal|encryption type/iu, 'wrong-key'],
  [/malformed|corrupt|asn\.1|message type|defective/iu, 'garbage'],
]

/** Why a ticket was not taken. @param routine error of GSSAPI @param detail the library's words */
export function refusalOf(routine: number, detail: string): TicketRefusal {
  if (routine === BAD_MECHANISM) return 'no-kerberos'
  if (routine === BAD_BINDINGS) return 'wrong-binding'
  const row = rows.find(([words]) => words.test(detail))
  if (row) return row[1]
  return routine === DEFECTIVE_TOKEN ? 'garbage' : 'other'
}
