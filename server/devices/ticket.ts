import { type PublicKey, TicketClaims, TicketHeader } from '@gatehouse/contract/devices'
import { isSignedBy, type Judged, readSigned, refused } from './signed.ts'

/** What a device says of itself in a ticket, before anybody knows whether it is that device. */
export type Unknown = { readonly text: string; readonly device: string; readonly claims: TicketClaims }

/** Reads a ticket, and believes nothing of it. */
export function readTicket(said: string): Judged<Unknown> {
  const read = readSigned(said, TicketHeader, TicketClaims)
  if (!read.ok) return read
  const { text, header: { kid }, claims } = read.value
  // Ids are compared as PostgreSQL writes them.
  return { ok: true, value: { text, device: kid.toLowerCase(), claims } }
}

export type Expected = {
  /** Of the device that the ticket names. */
  readonly key: PublicKey
  /** The origin of the server's public address. */
  readonly audience: string
  /** Of the key that the same request proved to hold. */
  readonly jkt: string
}

/** Judges a ticket, all but its number (`seen.ts`). */
export async function judgeTicket(ticket: Unknown, { key, audience, jkt }: Expected): Promise<Judged<TicketClaims>> {
  if (!(await isSignedBy(ticket, key))) return refused('signature')
  if (ticket.claims.aud !== audience) return refused('aud')
  if (ticket.claims.jkt !== jkt) return refused('jkt')
  return { ok: true, value: ticket.claims }
}
