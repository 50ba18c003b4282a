import * as v from 'valibot'
import { Secret } from '@gatehouse/contract'
import { Proxy } from './proxy.ts'
import { DomainName, EnrolmentCode, LanguageTag, Origin, Pins, ShortText, Site } from './rules.ts'

/** What is wrong with a setting, in words for the administrator who wrote it. */
export type Mistake = { where: string; what: string }

/**
 * Everything that can be set, once. What Group Policy and the registry can set of it is in `policies.ts`; a test holds the two together.
 * @param plainOnLoopback whether `http://` to this machine itself will do: in the development build only (S-05)
 */
export const settingsSchema = (plainOnLoopback: boolean) =>
  v.strictObject({
    /** Origin of the reset API. Every request goes there and nowhere else. */
    server: Origin(plainOnLoopback),
    /** Shown where the server cannot say it: when it cannot be reached, or is not set. */
    helpdesk: v.optional(ShortText),
    company: v.optional(ShortText),
    /** BCP 47; else the machine's display language. */
    language: v.optional(LanguageTag),
    /** Active Directory domain that the machine belongs to; without it nothing is said about the password that it remembers. */
    domain: v.optional(DomainName),
    /** Its Active Directory site. */
    site: v.optional(Site),
    /** With which the machine enrols itself, once for each code: `gatehouse-server devices code` makes it. */
    enrolmentCode: v.optional(v.pipe(EnrolmentCode, v.transform((code) => new Secret(code)))),
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
