import * as v from 'valibot'
import { Bypass, PacPlace, ProxyPlace } from './proxy.ts'
import { DomainName, EnrolmentCode, LanguageTag, Line, Origin, Picture, Pins, ShortText, Site } from './rules.ts'

/** Who reads a value: the client, who is told it by the launcher; the credential provider; the launcher itself. */
export type Reader = 'client' | 'provider' | 'launcher'

/** Where an administrator finds it. */
export const categories = ['SignIn', 'Server', 'Proxy', 'Computer'] as const

/** What windows/core judges of a text beside its kind (core/setting.h); `client`: nothing. */
type NativeRule = 'text' | 'origin' | 'picture' | 'client'

type Common = { value: string; reader: Reader; category: (typeof categories)[number] }
type NumberPolicy = Common & { kind: 'number'; least: number; most: number; usual: number; example: number }
type TextPolicy = Common & {
  kind: 'text'
  rule: v.GenericSchema<unknown, string>
  native: NativeRule
  /** Characters, as the editor of Group Policy counts. */
  most: number
  /** Where only these will do. */
  oneOf?: readonly string[]
  /** Never shown, never told to a log. */
  secret?: true
  example: string
}
type ListPolicy = Common & { kind: 'list'; rule: v.GenericSchema<unknown, string[]>; most: number; strings: number; example: readonly string[] }
/** A value of the registry: REG_DWORD, REG_SZ, REG_MULTI_SZ. */
export type Policy = NumberPolicy | TextPolicy | ListPolicy

const MOST_BYPASS = 100
export const ways = ['system', 'direct', 'fixed', 'pac'] as const

/**
 * Every value of the registry, once, by the name that it has below both keys. The administrative templates, Intune's lines, the tables in docs/ and
 * windows/core/settings-list.h are made from this list: after a change `node scripts/write-schemas.ts`. Its words are in deploy/group-policy/words/.
 */
export const policies = [
  { value: 'Enabled', kind: 'number', reader: 'provider', category: 'SignIn', least: 0, most: 1, usual: 1, example: 1 },
  { value: 'LinkText', kind: 'text', reader: 'provider', category: 'SignIn', rule: Line(60), native: 'text', most: 60, example: 'Problems logging in?' },
  { value: 'Picture', kind: 'text', reader: 'provider', category: 'SignIn', rule: Picture, native: 'picture', most: 259, example: 'C:\\Program Files\\Contoso\\help.bmp' },
  { value: 'ShowAfterFailures', kind: 'number', reader: 'provider', category: 'SignIn', least: 0, most: 10, usual: 0, example: 0 },
  { value: 'LimitMinutes', kind: 'number', reader: 'launcher', category: 'SignIn', least: 2, most: 60, usual: 15, example: 15 },
  { value: 'ReminderDays', kind: 'number', reader: 'launcher', category: 'SignIn', least: 0, most: 90, usual: 7, example: 7 },
  { value: 'Server', kind: 'text', reader: 'client', category: 'Server', rule: Origin(false), native: 'origin', most: 300, example: 'https://reset.corp.example' },
  { value: 'Pins', kind: 'list', reader: 'client', category: 'Server', rule: Pins, most: 51, strings: 20, example: [`sha256/${'A'.repeat(43)}=`, `sha256/${'B'.repeat(43)}=`] },
  { value: 'EnrolmentCode', kind: 'text', reader: 'client', category: 'Server', rule: EnrolmentCode, native: 'client', most: 100, secret: true, example: 'the code' },
  { value: 'ProxyMode', kind: 'text', reader: 'client', category: 'Proxy', rule: v.picklist(ways, 'must be "system", "direct", "fixed" or "pac"'), native: 'client', most: 6, oneOf: ways, example: 'fixed' },
  { value: 'ProxyServer', kind: 'text', reader: 'client', category: 'Proxy', rule: ProxyPlace, native: 'client', most: 259, example: 'proxy.corp.example:8080' },
  { value: 'ProxyBypass', kind: 'list', reader: 'client', category: 'Proxy', rule: v.pipe(Bypass, v.maxLength(MOST_BYPASS, `are more than ${MOST_BYPASS}`)), most: 255, strings: MOST_BYPASS, example: ['*.corp.example', '<local>'] },
  { value: 'ProxyScript', kind: 'text', reader: 'client', category: 'Proxy', rule: PacPlace, native: 'client', most: 1023, example: 'https://wpad.corp.example/proxy.pac' },
  { value: 'Company', kind: 'text', reader: 'client', category: 'Computer', rule: ShortText, native: 'client', most: 200, example: 'Contoso' },
  { value: 'Helpdesk', kind: 'text', reader: 'client', category: 'Computer', rule: ShortText, native: 'client', most: 200, example: '4357' },
  { value: 'Language', kind: 'text', reader: 'client', category: 'Computer', rule: LanguageTag, native: 'client', most: 35, example: 'de-AT' },
  { value: 'Domain', kind: 'text', reader: 'client', category: 'Computer', rule: DomainName, native: 'client', most: 200, example: 'corp.example' },
  { value: 'Site', kind: 'text', reader: 'client', category: 'Computer', rule: Site, native: 'client', most: 63, example: 'Berlin' },
] as const satisfies readonly Policy[]

export type ValueName = (typeof policies)[number]['value']

/** What Group Policy and Intune write, and what the installation does. */
export const registryKeys = { policy: 'SOFTWARE\\Policies\\Gatehouse', machine: 'SOFTWARE\\Gatehouse' } as const
