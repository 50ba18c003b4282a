import { type Ace, dacl } from './security-descriptor.ts'

// The control right User-Change-Password, MS-ADTS 5.1.3.2.1: to change a password by giving the old one.
const CHANGE_PASSWORD = 'ab721a53-1e2f-11d0-9819-00aa0040529b'
const CONTROL_ACCESS = 0x100
// Everyone, and the person themselves: to these the tick-box "User cannot change password" denies it (MS-SAMR 3.1.1.8.10 reads it back so).
const DENIED_TO = ['S-1-1-0', 'S-1-5-10']

/**
 * Whether the company has said "User cannot change password". The directory would carry out a reset all the same, because that is
 * another right (User-Force-Change-Password) and the service account's own: only we can keep to what was said.
 * @param descriptor nTSecurityDescriptor with its DACL; one that is absent or odd says nothing
 */
export function mayNotChange(descriptor: Buffer | undefined): boolean {
  const entries = descriptor && dacl(descriptor)
  return entries?.some(denies) ?? false
}

const denies = ({ denies, mask, object, sid }: Ace) =>
  denies && (mask & CONTROL_ACCESS) !== 0 && (object === undefined || object === CHANGE_PASSWORD) && DENIED_TO.includes(sid)
