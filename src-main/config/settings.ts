import * as v from 'valibot'
import { Secret } from '@gatehouse/contract'
import { Proxy } from './proxy.ts'

/** What is wrong with a setting, in words for the administrator who wrote it. */
export type Mistake = { where: string; what: string }

const ShortText = v.pipe(v.string('must be text'), v.trim(), v.minLength(1, 'must not be empty'), v.maxLength(200, 'is longer than 200 characters'))
// RFC 1035 §2.3.1, with the digits that RFC 1123 §2.1 allows.
const LABEL = '[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?'
const DomainName = v.pipe(ShortText, v.regex(new RegExp(`^${LABEL}(?:\\.${LABEL})+$`, 'u'), 'must be the DNS name of a domain, such as "corp.example"'))
const Site = v.pipe(ShortText, v.regex(new RegExp(`^${LABEL}$`, 'u'), 'must be the name of a site, such as "Berlin"'))
// RFC 7469 §2.1.1. With one alone, whoever loses that key is locked out of every machine.
const Pins = v.pipe(
  v.array(v.pipe(v.string('must be text'), v.regex(/^sha256\/[A-Za-z0-9+/]{43}=$/u, 'must be "sha256/" and 44 characters of base64, as docs/client-settings.md says how to make one'))),
  v.minLength(2, 'must be at least two: one of a key in use, one in reserve'), v.maxLength(20, 'are more than 20'),
  v.check((pins) => new Set(pins).size === pins.length, 'must not be the same twice'),
)
const Language = v.pipe(ShortText, v.check(isLanguageTag, 'must be a language tag such as "en" or "de-AT"'))

/**
 * Everything that can be set, once.
 * @param plainOnLoopback whether `http://` to this machine itself will do: in the development build only (S-05)
 */
export const settingsSchema = (plainOnLoopback: boolean) =>
  v.strictObject({
    /** Origin of the reset API. Every request goes there and nowhere else. */
    server: v.pipe(
      v.string('is missing: the https address of your Gatehouse server, such as "https://reset.corp.example"'),
      v.check((text) => isOrigin(text, plainOnLoopback), 'must be an https address without a path, such as "https://reset.corp.example"'),
      v.transform((text) => new URL(text).origin),
    ),
    /** Shown where the server cannot say it: when it cannot be reached, or is not set. */
    helpdesk: v.optional(ShortText),
    company: v.optional(ShortText),
    /** BCP 47; else the machine's display language. */
    language: v.optional(Language),
    /** Active Directory domain that the machine belongs to; without it nothing is said about the password that it remembers. */
    domain: v.optional(DomainName),
    /** Its Active Directory site. */
    site: v.optional(Site),
    /** With which the machine enrols itself, once for each code: `gatehouse-server devices code` makes it. */
    enrolmentCode: v.optional(v.pipe(ShortText, v.maxLength(100, 'is longer than any code'), v.transform((code) => new Secret(code)))),
    mode: v.optional(v.picklist(['kiosk', 'window'], 'must be "kiosk" or "window"'), 'kiosk'),
    /** The way to the server; else as the machine says. */
    proxy: v.optional(Proxy),
    /** Keys, one of which the server's certificate must rest on, beside what the machine trusts. */
    pins: v.optional(Pins),
    /** Account of the user selected at the sign-in screen. */
    selectedUser: v.optional(ShortText),
  })

type Whole = v.InferOutput<ReturnType<typeof settingsSchema>>
/** `server` is missing where the machine is not set up; what else is right still counts, so that the helpdesk can be named. */
export type Settings = Omit<Whole, 'server'> & { server?: Whole['server'] | undefined }

/**
 * @param merged the settings as found, strongest source last
 * @returns what can be used, and every mistake rather than the first
 */
export function readSettings(merged: Readonly<Record<string, unknown>>, plainOnLoopback: boolean): { settings: Settings; mistakes: Mistake[] } {
  const schema = settingsSchema(plainOnLoopback)
  const whole = v.safeParse(schema, merged)
  if (whole.success) return { settings: whole.output, mistakes: [] }

  const mistakes = whole.issues.map((issue) => ({ where: v.getDotPath(issue) ?? '', what: describe(issue, Object.keys(schema.entries)) }))
  const wrong = new Set(whole.issues.map(({ path }) => String(path?.[0]?.key)))
  // What was meant to narrow the way to the server must not be lost by a mistake in it.
  if (wrong.has('proxy') || wrong.has('pins')) wrong.add('server')
  const right = Object.fromEntries(Object.entries(merged).filter(([name]) => !wrong.has(name)))
  return { settings: v.parse(v.object({ ...schema.entries, server: v.optional(schema.entries.server) }), right), mistakes }
}

function describe(issue: v.BaseIssue<unknown>, known: string[]): string {
  if (issue.type !== 'strict_object') return issue.message
  return issue.expected === 'never' ? `is no setting; there are ${known.join(', ')}` : 'is missing: the https address of your Gatehouse server'
}

function isOrigin(text: string, plainOnLoopback: boolean): boolean {
  if (!URL.canParse(text)) return false
  const url = new URL(text)
  if (`${url.origin}/` !== url.href) return false
  return url.protocol === 'https:' || (plainOnLoopback && url.protocol === 'http:' && isLoopback(url.hostname))
}

/** @param host as `URL.hostname` gives it */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host)
}

/** Whether it is a tag of BCP 47: Linux also calls a language `C`. */
export function isLanguageTag(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text).length === 1
  } catch {
    return false
  }
}
