import type { Secret } from '@gatehouse/contract'

export type ActiveDirectoryOptions = {
  /** `ldaps://dc1.corp.example.test`, with a port where it is not 636. There is no other scheme. */
  readonly url: string
  /** Connects here instead; the certificate must be good for the URL's host name all the same. For development and tests. */
  readonly address?: string | undefined
  /** PEM of the authority; absent: those that the machine trusts. */
  readonly ca?: string | undefined
  /** The service account. `user` as a principal (`svc@corp.example`), `CORP\svc` or a distinguished name. */
  readonly bind: { readonly user: string; readonly password: Secret }
  /** Below it people are looked for: `DC=corp,DC=example,DC=test`, or a unit of it. */
  readonly base: string
  /** `CORP` in `CORP\ada`; absent: the directory is asked. */
  readonly netbiosName?: string | undefined
  /** Where private addresses are kept: `otherMailbox`. */
  readonly privateMailAttribute: string
  /** People and groups that are protected like administrators: SID, distinguished name, `CORP\\payroll` or `payroll`. */
  readonly protected?: readonly string[] | undefined
}

/** Milliseconds. */
export type Limits = {
  /** Until a new connection is signed in and can be used. */
  readonly connect: number
  /** One call with all that belongs to it: connecting, asking again, reading back. */
  readonly call: number
}

// A carrying out is taken for lost after 20 s (server/recovery/service.ts): a call must have ended well before.
export const usualLimits: Limits = { connect: 5_000, call: 10_000 }

/** Where the driver says what it met: facts without anything that a person typed. */
export type DirectoryLog = {
  readonly info: (facts: object, message: string) => void
  readonly warn: (facts: object, message: string) => void
}
