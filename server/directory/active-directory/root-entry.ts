import type { Entry } from 'ldapts'
import { DirectoryProblem } from '../../recovery/ports.ts'
import { type DomainNames, sameDn } from './domain.ts'
import { bytes, text, texts } from './entry.ts'
import { guidText } from './guid.ts'

/** What a domain controller says of itself. */
export type ControllerFacts = {
  /** Distinguished name of its "NTDS Settings", by which the domain's roles name it. */
  readonly settings: string
  /** `dc1.corp.example.test` */
  readonly host: string | undefined
  /** The site that it stands in, such as `Berlin`. */
  readonly site: string | undefined
  /** By which its changes are known at the others (MS-ADTS 3.1.1.1.9); undefined when it may not be read. */
  readonly invocation: string | undefined
  /** It holds a copy that nobody may write to. */
  readonly readOnly: boolean
}

/** MS-ADTS 3.1.1.3.2. */
export const rootAttributes = ['defaultNamingContext', 'dsServiceName', 'dnsHostName', 'isSynchronized', 'currentTime', 'supportedCapabilities'] as const
/** Of the entry that `settings` names. */
export const settingsAttributes = ['objectCategory', 'msDS-isRODC', 'invocationId'] as const
export const settingsBytes = ['invocationId'] as const

// MS-ADTS 3.1.1.3.4.3: Active Directory; one with a partial set of secrets, which is read-only.
const ACTIVE_DIRECTORY = '1.2.840.113556.1.4.800'
const PARTIAL_SECRETS = '1.2.840.113556.1.4.1920'

/** A domain whose clocks are this many milliseconds apart has let nobody in for long: Kerberos allows five minutes. */
const ABSURD = 3_600_000

/**
 * @param root the server's own entry, the one with the empty name
 * @param now milliseconds since 1970
 * @returns all but what its settings say
 * @throws DirectoryProblem `unreachable` for one that is not to be used for this domain, and why
 */
export function judgedRoot(root: Entry | undefined, domain: DomainNames, now: number): Omit<ControllerFacts, 'readOnly' | 'invocation'> & { readonly partialSecrets: boolean } {
  const capabilities = root ? texts(root, 'supportedCapabilities') : []
  if (!root || !capabilities.includes(ACTIVE_DIRECTORY)) throw notOurs('is no domain controller')
  const context = text(root, 'defaultNamingContext')
  const settings = text(root, 'dsServiceName')
  const clock = timeOf(text(root, 'currentTime'))
  if (context === undefined || settings === undefined || clock === undefined) throw notOurs('does not say what a domain controller says of itself')
  if (!sameDn(context, domain.root)) throw notOurs('is a controller of another domain')
  if (text(root, 'isSynchronized')?.toUpperCase() === 'FALSE') throw notOurs('is not synchronized yet')
  const apart = Math.abs(clock - now)
  if (apart > ABSURD) throw notOurs(`has a clock that is ${Math.round(apart / 3_600_000)} hours from ours: one of both is wrong`)
  return { settings, host: text(root, 'dnsHostName'), site: siteOf(settings), partialSecrets: capabilities.includes(PARTIAL_SECRETS) }
}

/** Whether it is read-only; also when it does not let us know, because there nothing must be written (MS-ADTS 6.1.1.2.2.1.2.1.2). */
export function isReadOnly(settings: Entry | undefined): boolean {
  const category = settings && text(settings, 'objectCategory')
  if (!settings || category === undefined) return true
  return /^CN=NTDS-DSA-RO,/iu.test(category) || text(settings, 'msDS-isRODC')?.toUpperCase() === 'TRUE'
}

/** @param settings with `settingsBytes` as bytes */
export function invocationOf(settings: Entry | undefined): string | undefined {
  const id = settings && bytes(settings, 'invocationId')
  return id && guidText(id)
}

const notOurs = (detail: string) => new DirectoryProblem('unreachable', `it ${detail}`)

/** `CN=NTDS Settings,CN=DC1,CN=Servers,CN=Berlin,CN=Sites,…` stands in Berlin. */
const siteOf = (settings: string) => /^CN=NTDS Settings,CN=[^,]+,CN=Servers,CN=([^,]+),CN=Sites,/iu.exec(settings)?.[1]

/** @returns milliseconds since 1970 for a generalized time in UTC (RFC 4517 §3.3.13), `20260504100000.0Z` */
export function timeOf(written: string | undefined): number | undefined {
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.\d+)?Z$/.exec(written ?? '')
  if (!parts) return undefined
  const [, year, month, day, hour, minute, second] = parts.map(Number)
  return Date.UTC(year ?? 0, (month ?? 0) - 1, day, hour, minute, second)
}
