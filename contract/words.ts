import * as v from 'valibot'
import { Secret } from './secret.ts'

/** The two ways back in. */
export const choices = ['unlock', 'set-password'] as const
export const Choice = v.picklist(choices)
export type Choice = v.InferOutput<typeof Choice>

/** Where a recovery comes in. The policy may ask more of one than of another, so the server finds it out by itself: no client says it. */
export const entrances = ['workstation', 'portal-inside', 'portal-outside'] as const
export const Entrance = v.picklist(entrances)
export type Entrance = v.InferOutput<typeof Entrance>

/**
 * What the person's machine says of itself and of its place in Active Directory. Nothing rests on its name; its place only ever chooses
 * among the controllers that the server knows by itself: no server connects to a host because a client named it.
 */
export const Workstation = v.object({
  /** What it is called, after the rules of NetBIOS for computers: short, and nothing in it reads like a sentence or an address. */
  name: v.optional(v.pipe(v.string(), v.maxLength(15), v.regex(/^[A-Za-z0-9][A-Za-z0-9_-]*$/))),
  /** The site that it is in, such as `Berlin`. */
  site: v.optional(v.pipe(v.string(), v.maxLength(63), v.regex(/^[A-Za-z0-9][A-Za-z0-9 ._-]*$/))),
  /** The controller that it signs people in at, by its DNS name, without backslashes. */
  controller: v.optional(v.pipe(v.string(), v.maxLength(255), v.regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/))),
})
export type Workstation = v.InferOutput<typeof Workstation>

/** `CORP\ada`, `ada@corp.example` or `ada`. */
export const AccountName = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(256))

/** BCP 47 (RFC 5646 §2.1). Stored, so nothing but a tag. */
export const LanguageTag = v.pipe(v.string(), v.maxLength(35), v.regex(/^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*$/))

/** How somebody proves who they are, in the words of the screens: a code by mail or SMS, a telephone call, questions that only they can answer. */
export const ways = ['email', 'sms', 'call', 'questions'] as const
export const Way = v.picklist(ways)
export type Way = v.InferOutput<typeof Way>

/** Those on which a code travels. */
export const codeWays = ['email', 'sms'] as const satisfies readonly Way[]
export const CodeWay = v.picklist(codeWays)
export type CodeWay = v.InferOutput<typeof CodeWay>

/** Text that a person types and nobody else may see; on the wire a string, in our hands a `Secret`. */
export const SecretText = (longest: number, shortest = 1) =>
  v.pipe(
    v.string(), v.minLength(shortest), v.maxLength(longest),
    // What JSON Schema calls a secret; the API document shows it.
    v.metadata({ format: 'password', writeOnly: true }),
    v.transform((text) => new Secret(text)),
  )

/** Whole seconds from now. Never a time of day: the machine's clock may be wrong by years. */
export const Seconds = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(10 * 366 * 86_400))

/** How many of something that a screen counts, or draws one by one. */
export const Count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1000))

/**
 * How a code fares, as far as that may be told: from the time since it was asked for and from whether the provider answers at all,
 * never from the person's own message, which there may not be (S-10). `late`: it should have arrived. `delayed`: no provider answers.
 */
export const deliveries = ['on-its-way', 'late', 'delayed'] as const
export const Delivery = v.picklist(deliveries)
export type Delivery = v.InferOutput<typeof Delivery>
