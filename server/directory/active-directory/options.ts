import type { Secret } from '@gatehouse/contract'
import type { History } from './policy-hints.ts'

/** Where a domain controller listens. It is spoken to over LDAPS alone: a password must not cross the network in the clear. */
export type Endpoint = {
  /** What its certificate must carry. */
  readonly host: string
  readonly port: number
  /** Connects here instead of resolving the name. */
  readonly address?: string | undefined
}

/** `site`: whose controllers go first. `resolvers`: DNS servers that are asked instead of the machine's own, `192.0.2.53` or with a port. */
export type FromDns = { readonly site?: string | undefined; readonly resolvers?: readonly string[] | undefined }

/** How a connection begins. */
export type SignIn = {
  /** PEM of the authority; absent: those that the machine trusts. */
  readonly ca?: string | undefined
  /** The service account. `user` as a principal (`svc@corp.example`), `CORP\\svc` or a distinguished name. */
  readonly bind: { readonly user: string; readonly password: Secret }
}

/** One domain, as the service account may use it. */
export type DomainOptions = SignIn & {
  /** Below it people are looked for: `DC=corp,DC=example,DC=test`, or a unit of it. */
  readonly base: string
  /** The preferred first; or DNS is asked for them. */
  readonly controllers: readonly Endpoint[] | FromDns
  /** Where accounts are changed; never at a read-only controller. */
  readonly changesAt: 'pdc' | 'any-writable' | { readonly host: string }
  /** `CORP` in `CORP\ada`; absent: the directory is asked. */
  readonly netbiosName?: string | undefined
  /** Where private addresses are kept: `otherMailbox`. */
  readonly privateMailAttribute: string
  /** People and groups that are protected like administrators: SID, distinguished name, `CORP\\payroll` or `payroll`. */
  readonly protected?: readonly string[] | undefined
  /** Whether a password may be set where the directory does not look at the history; absent: it may, and the log says so. */
  readonly history?: History | undefined
  /** Where mobile numbers are kept: `mobile`. */
  readonly privateNumberAttribute: string
}

/** Milliseconds. */
export type Limits = {
  /** Until a new connection is signed in and can be used. */
  readonly connect: number
  /** One controller's answer to a question, when another could be asked instead. */
  readonly ask: number
  /** One call with all that belongs to it: connecting, asking again, asking elsewhere, reading back. */
  readonly call: number
}

// A carrying out is taken for lost after 20 s (server/recovery/service.ts): a call must have ended well before.
export const usualLimits: Limits = { connect: 5_000, ask: 3_000, call: 10_000 }

/** Somebody who watches over the controllers, by their domains and their hosts as settings or DNS name them. */
export type ControllerWatch = {
  readonly asked: (domain: string, controller: string, result: 'answered' | 'failed') => void
  /** Whether it failed and is left alone; said at first, and whenever it changes. */
  readonly rests: (domain: string, controller: string, resting: boolean) => void
}
export const unwatched: ControllerWatch = { asked: () => {}, rests: () => {} }

/** At most so many connections to one controller: what makes resets side by side as fast as the controller is. */
export const CONNECTIONS = 8

/** Where the driver says what it met: facts without anything that a person typed. */
export type DirectoryLog = {
  readonly info: (facts: object, message: string) => void
  readonly warn: (facts: object, message: string) => void
}
