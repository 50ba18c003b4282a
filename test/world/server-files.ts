import { randomBytes } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stringify } from 'yaml'
import type { Domain } from '../peers/samba/domain.ts'
import { smsSection, type SmsSettings } from './sms-settings.ts'

/** What a server of ours is set up with, as an administrator would write it. */
export type ServerParts = {
  /** Everything is written below it: settings, policy, keys, and the embedded database. */
  folder: string
  port?: number
  /** Who may say for whom they ask. */
  proxies?: string[] | undefined
  tls?: { certificateFile: string; keyFile: string }
  /** Port of the internal listener; without it there is none. */
  internal?: number
  /** The reset portal, with its files built into that folder. */
  portal?: { origin: string; folder: string; insideNetworks?: string[]; effortBits?: number } | undefined
  /** Enrolled workstations, and the address by which clients know the server. */
  devices?: { url: string } | undefined
  /** The variable DATABASE_URL will name a PostgreSQL; otherwise it is the embedded database. */
  databaseByVariable?: boolean
  mail: { host: string; port: number; caFile?: string }
  sms?: SmsSettings
  /** Who calls people: the process of its own. */
  voice?: ({ socket: string } | { url: string; caFile?: string }) & { keyFile: string }
  /** Where the helpdesk is told of what somebody must look at. */
  helpdeskMail?: string
  /** Without one, the demo directory. */
  domain?: Domain
  /** A line to the domain's controller, which then is reached over it. */
  line?: { address: string; port: number }
  /** One of them is enough. Absent: a code by mail. */
  gates?: readonly string[]
  policy?: { texts?: string; devices?: { mayBegin: 'any' | 'known' | 'approved' }; workflows?: object[]; registration?: Record<string, unknown>; questions?: Record<string, number>; smsCode?: Record<string, number>
    phoneCall?: Record<string, string | number>; recovery?: { minutes?: number; idleSeconds?: number }; emailCode?: Record<string, number>; budgets?: Record<string, Record<string, number>>; branding?: { accent?: string; logo?: Buffer; backdrop?: Buffer } }
}

/** Writes the files of a server. @returns the settings file, for `--config` */
export function writeServerFiles({ folder, port = 0, proxies, tls, internal, portal, devices, databaseByVariable = false, mail, sms, voice, helpdeskMail, domain, line, gates = ['email-code'], policy = {} }: ServerParts): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const write = (name: string, text: string | Buffer) => {
    writeFileSync(join(folder, name), text, { mode: 0o600 })
    return name
  }
  const named = ({ logo, backdrop, ...rest }: NonNullable<NonNullable<typeof policy>['branding']>) =>
    ({ ...rest, ...(logo && { logo: write('logo.png', logo) }), ...(backdrop && { backdrop: write('backdrop.png', backdrop) }) })
  const settings = {
    listen: { host: '127.0.0.1', port, ...tls, ...(proxies && { proxies }) },
    ...(internal !== undefined && { internal: { host: '127.0.0.1', port: internal } }),
    ...(portal && { portal }),
    ...(devices && { devices }),
    database: databaseByVariable ? {} : { folder: 'data' },
    keys: { codesFile: write('codes.key', aKey()), auditFile: write('audit.key', aKey()), registrationsFile: write('registrations.key', aKey()) },
    policyFile: write('policy.yaml', stringify({ version: 1, workflows: [{ name: 'Everybody', gates, needed: 1 }], ...policy, ...(policy.branding && { branding: named(policy.branding) }) })),
    company: { name: 'Contoso', helpdesk: '4357', ...(helpdeskMail !== undefined && { helpdeskMail }) },
    directory: domain
      ? {
          kind: 'active-directory',
          domains: [{
            base: domain.base, controllers: [{ host: domain.host, address: domain.address, ...line }], caFile: domain.caFile, netbiosName: domain.netbios,
            bindUser: domain.serviceAccount.upn, passwordFile: write('directory.password', domain.serviceAccount.password),
          }],
          privateMailAttribute: 'otherMailbox', privateNumberAttribute: 'mobile',
        }
      : { kind: 'demo' },
    mail: { ...mail, tls: 'starttls', from: 'Contoso helpdesk <helpdesk@contoso.example>' },
    ...(sms && { sms: smsSection(sms, write) }),
    ...(voice && { voice }),
    log: { level: 'info' },
  }
  return join(folder, write('gatehouse.yaml', stringify(settings)))
}

const aKey = () => `${randomBytes(32).toString('base64')}\n`
