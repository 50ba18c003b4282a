import { DirectoryProblem, type DirectoryProblemKind } from '../../recovery/ports.ts'

/** A directory's "no": the LDAP result code, and the text that came with it. Only the text's leading number is stable. */
export type Answer = { readonly code: number; readonly message: string }

type Row = { readonly code?: number; readonly hex?: string; readonly kind: DirectoryProblemKind; readonly means: string }

/**
 * What a refusal means, first fitting row. `hex` is the Windows error with which Active Directory begins its text (MS-ERREF 2.2;
 * MS-ADTS 3.1.1.3.1.9), `code` the result code of RFC 4511 appendix A.2. Samba and Windows differ in the code, not in the number.
 */
const rows: readonly Row[] = [
  // ERROR_PASSWORD_RESTRICTION. Windows says it under code 53, Samba 4.17 under 19.
  { hex: '0000052d', kind: 'password-refused', means: "the password breaks one of the domain's rules" },
  // RFC 4511 unavailableCriticalExtension: a controller that did not list it after all.
  { code: 12, kind: 'denied', means: 'the domain controller does not know a control that it was asked for' },
  // RFC 4511 insufficientAccessRights.
  { code: 50, kind: 'denied', means: 'the service account lacks the right' },
  // RFC 4511 noSuchObject; ERROR_DS_NO_SUCH_OBJECT.
  { code: 32, kind: 'gone', means: 'there is no such object' },
  { hex: '00002030', kind: 'gone', means: 'there is no such object' },
  // ERROR_DS_REFERRAL: MS-ADTS 3.1.1.3.1.4, a read-only domain controller sends writers elsewhere.
  { code: 10, kind: 'denied', means: 'this domain controller sends us to another: it is read-only, or of another domain' },
  // RFC 4511 invalidDNSyntax: an administrator's spelling, in the policy or the settings.
  { code: 34, kind: 'gone', means: 'no object can have that name' },
  // ERROR_NOT_AUTHENTICATED, LDAP operationsError.
  { hex: '000004dc', kind: 'denied', means: 'the connection is not signed in' },
  // RFC 4511 timeLimitExceeded, adminLimitExceeded, busy, unavailable: nothing was done, later it may be.
  { code: 3, kind: 'unreachable', means: 'it took too long' },
  { code: 11, kind: 'unreachable', means: 'a limit of the directory was reached' },
  { code: 51, kind: 'unreachable', means: 'the directory is busy' },
  { code: 52, kind: 'unreachable', means: 'the directory is unavailable' },
]

/** @returns the problem that an answer means; its detail holds numbers and our words, never the directory's text */
export function refusal({ code, message }: Answer): DirectoryProblem {
  const hex = /^([0-9a-f]{8}):/i.exec(message)?.[1]?.toLowerCase()
  const row = rows.find((one) => (one.code === undefined || one.code === code) && (one.hex === undefined || one.hex === hex))
  const { kind, means } = row ?? { kind: 'denied', means: 'the directory refuses' }
  return new DirectoryProblem(kind, `${means} (LDAP ${code}${hex === undefined ? '' : `, ${hex.toUpperCase()}`})`)
}

/** Whether a directory said that there is no such object. */
export const isGone = (error: unknown) => error instanceof DirectoryProblem && error.kind === 'gone'
