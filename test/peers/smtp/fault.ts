import type { Certificate, Certificates } from './certificates.ts'

/**
 * How the server misbehaves.
 * - `refuse`: nobody listens
 * - `silent`: takes the connection and says nothing
 * - `no-starttls`: does not offer TLS
 * - `other-name`, `other-authority`: a certificate for another host, or one from an authority that nobody trusts
 * - `recipient-451`, `recipient-550`: no to the recipient, for now or for good
 * - `message-451`, `message-550`: no to the whole message
 * - `hang`: takes the whole message and does not answer
 * - `drop`: takes the whole message and closes the connection; it never arrives
 * - `drop-after-taking`: the same, and it does arrive: nobody at the other end can tell which
 */
export type Fault =
  | 'refuse' | 'silent' | 'no-starttls' | 'other-name' | 'other-authority'
  | 'recipient-451' | 'recipient-550' | 'message-451' | 'message-550' | 'hang' | 'drop' | 'drop-after-taking'

/** @param fault of any peer that speaks TLS */
export function certificateFor(fault: string | undefined, certificates: Certificates): Certificate {
  if (fault === 'other-name') return certificates.otherName
  return fault === 'other-authority' ? certificates.otherAuthority : certificates.right
}

/** The server's no at this point, as smtp-server takes it; undefined: none. It quotes the address, as real servers do. */
export function refusalAt(point: 'recipient' | 'message', fault: Fault | undefined, address: string): Error | undefined {
  const code = fault?.startsWith(`${point}-`) ? Number(fault.slice(-3)) : undefined
  return code === undefined ? undefined : Object.assign(new Error(`<${address}> ${code < 500 ? 'come back later' : 'is not known here'}`), { responseCode: code })
}
