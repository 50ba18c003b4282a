/**
 * How the message centre misbehaves.
 * - `refuse`: nobody listens
 * - `silent`: takes the connection and says nothing, TLS included
 * - `other-name`, `other-authority`: a certificate for another host, or one from an authority that nobody trusts
 * - `bind-refused`, `bind-hang`: no to the sign-in, or nothing
 * - `throttled`, `queue-full`, `system-error`, `no-number`, `nack`: no to the message, for whatever reason
 * - `second-part`: no to every part but the first
 * - `hang`: takes the message and does not answer
 * - `cut-before`, `cut-after`: takes the message and closes the connection, before its answer or right after it
 * - `garbage`, `oversized`, `undersized`: takes the message and answers with what is no PDU, or with the length of one that cannot be
 * - `other-answer`: answers as if it had been asked something else
 * - `mute`: answers everything but `enquire_link`
 */
export type Fault =
  | 'refuse' | 'silent' | 'other-name' | 'other-authority' | 'bind-refused' | 'bind-hang' | 'throttled' | 'queue-full' | 'system-error' | 'no-number' | 'nack'
  | 'second-part' | 'hang' | 'cut-before' | 'cut-after' | 'garbage' | 'oversized' | 'undersized' | 'other-answer' | 'mute'

/** SMPP 3.4 §5.1.3. */
export const statusFor: Partial<Record<Fault, number>> = { 'throttled': 0x58, 'queue-full': 0x14, 'system-error': 0x08, 'no-number': 0x0b }

/** What a centre writes that has gone mad. */
export const octetsFor: Partial<Record<Fault, Buffer>> = {
  'garbage': Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n'),
  'oversized': Buffer.from('7fffffff80000004', 'hex'),
  'undersized': Buffer.from('0000000480000004', 'hex'),
}
