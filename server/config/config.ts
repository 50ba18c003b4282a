import type { Secret } from '@gatehouse/contract'
import type { CountryCode } from 'libphonenumber-js/max'

/** What the server runs with: checked, defaults filled in, files read, secrets wrapped. */
export type Config = {
  /** `tls` is absent on loopback only. Port 0: any free one. `proxies`: whose word on where a request comes from is believed. */
  listen: ListenConfig & { proxies: readonly string[] }
  /** Numbers and health for those who run the server; absent: nothing listens. */
  internal?: ListenConfig
  /** Where people reset without a client; absent: nowhere. `folder`: its built files, where they are not the server's own. */
  portal?: { origin: string; insideNetworks: readonly string[]; effortBits: number; folder?: string }
  /** How people sign in to register, beside their password. */
  registration?: { negotiate?: NegotiateConfig }
  /** Enrolled workstations; absent: the server takes none. `url`: by which clients know the server. */
  devices?: { url: string }
  database: DatabaseConfig
  /** At least 32 random bytes in base64, from which codes are derived. */
  codesKey: Secret
  /** During a change of keys the other one, with which codes are judged as well. */
  otherCodesKey?: Secret
  /** One key a line, the present one first, with which the audit is made and read. */
  auditKeys: Secret
  /** One key a line, the present one first, under which what people registered is sealed. */
  registrationKeys: Secret
  /** `timeZone`: IANA. */
  /** Absolute; files that the policy names are relative to its folder. */
  policyFile: string
  /** `helpdeskMail`: where cases are told that somebody must look at, in `language`. */
  company: { name: string; helpdesk: string; helpdeskMail?: string; language: string; timeZone: string }
  directory: DirectoryConfig
  mail: MailConfig
  /** Absent: nothing goes out as SMS. */
  sms?: SmsConfig
  /** Who calls people. Absent: nobody does. `ca`: PEM; the machine's own list where absent. */
  voice?: { at: { socket: string } | { url: string }; ca?: string; key: Secret }
  /** `inLog`: each entry is a line of the log as well. */
  audit: { headsFolder?: string; inLog: boolean }
  /** Whole days: the record of a recovery after its end, an entry of the audit, what somebody registered after the account has gone. */
  retention: { recoveriesDays: number; auditDays: number; registrationsDays: number }
  log: { level: 'debug' | 'info' | 'warn' | 'error' }
}

export type ListenConfig = { host: string; port: number; tls?: { certificate: string; key: Secret } }

/** `principal` with its realm. `binding`: to which certificate (PEM) tickets must be bound; absent: that is not looked at. */
export type NegotiateConfig = { keytabFile: string; principal: string; binding: { required: boolean; certificate?: string } }

/** An embedded database in a folder, or PostgreSQL, for whose certificate `ca` is PEM; the machine's own list where absent. */
export type DatabaseConfig = { folder: string } | { url: Secret; ca?: string }

export type DirectoryConfig = { kind: 'demo' } | ActiveDirectoryConfig

type ActiveDirectoryConfig = {
  kind: 'active-directory'
  domains: readonly [DomainConfig, ...DomainConfig[]]
  privateMailAttribute: string
  /** Names or SIDs of people and groups that are not to be recovered here. */
  protected: string[]
  /** Whether a password may be set where the directory does not look at the history. */
  history: 'required' | 'where-possible'
  privateNumberAttribute: string
}

export type DomainConfig = {
  base: string
  /** The preferred first; or where DNS is asked for them, with the site whose controllers go first. */
  controllers: readonly ControllerConfig[] | { site?: string; resolvers?: readonly string[] }
  /** The PDC emulator, the first that may be written to, or the controller of this host. */
  changesAt: 'pdc' | 'any-writable' | { host: string }
  /** PEM; the machine's own list where absent. */
  ca?: string
  bind: { user: string; password: Secret }
  netbiosName?: string
}

/** `host` is what its certificate must carry; `address` an IP to connect to instead of resolving that name. */
export type ControllerConfig = { host: string; port: number; address?: string }

export type MailConfig = MailServerConfig & {
  /** Asked in turn where the ones before certainly did not take a mail. */
  fallback?: readonly MailServerConfig[]
}

type MailServerConfig = {
  host: string
  port: number
  tls: 'starttls' | 'tls'
  /** PEM; the machine's own list where absent. */
  ca?: string
  signIn?: { user: string; password: Secret }
  from: string
}

/**
 * `country`: of numbers that are written without one (ISO 3166). `maker`: who makes, sends and judges codes in our place. `providers`:
 * in the order in which they are asked, for codes only where there is no maker.
 */
export type SmsConfig = { country: CountryCode; maker?: MakerConfig; providers: readonly SmsProviderConfig[] }

/** `codeDigits`: of every code that it makes. `minutes`: how long these live. */
export type MakerConfig = {
  kind: 'twilio-verify'
  name: string
  url: string
  /** PEM; the machine's own list where absent. */
  ca?: string
  signIn: { user: string; password: Secret }
  service: string
  codeDigits: number
  minutes: number
}

export type SmsProviderConfig = (TwilioConfig | SmppConfig) & {
  name: string
  /** Whether it replaces our text by its own. */
  makesOwnText: boolean
  /** The one length of a code that it takes, where there is but one. */
  codeDigits?: number
}

export type SmppConfig = {
  kind: 'smpp'
  host: string
  port: number
  tls: boolean
  /** PEM; the machine's own list where absent. */
  ca?: string
  signIn: { user: string; password: Secret }
  systemType: string
  from: string
  window: number
}

export type TwilioConfig = {
  kind: 'twilio'
  url: string
  /** PEM; the machine's own list where absent. */
  ca?: string
  account: string
  signIn: { user: string; password: Secret }
  sender: { from: string } | { messagingService: string }
}
