import type { IntlMessageFormat } from 'intl-messageformat'
import type english from './en.json'

/** Every text there is, by name: what is missing here does not compile. */
export type MessageId = keyof typeof english

/** ICU text, or what the build made of it (build/icu.ts). */
export type Message = ConstructorParameters<typeof IntlMessageFormat>[0]

/** Whether it is text and nothing else, which needs no taking apart: most are, and as such they are short in what is loaded first. */
export const isText = (message: Message): message is string => typeof message === 'string' && !/[{<']/u.test(message)

export type Messages = Readonly<Record<MessageId, Message>>

export type Language = {
  /** BCP 47. */
  tag: string
  /** Whose plural rules and digits are used: the tag's own, but English ones in the languages made for tests. */
  formatsAs: string
  /** What its speakers call it. */
  name: string
  direction: 'ltr' | 'rtl'
  load: () => Promise<Messages>
}

/** A language that the screens can speak now. */
export type Spoken = Language & { messages: Messages }

// Scripts written from right to left among the languages that Windows has.
const rightToLeft = new Set(['ar', 'arc', 'ckb', 'dv', 'fa', 'he', 'ks', 'ku', 'ps', 'sd', 'ug', 'ur', 'yi'])

/**
 * A language by its tag. The platform could tell name and direction too (Intl), but takes longer for one of them than the first
 * screen for all its words.
 */
export const language = <const Tag extends string>(tag: Tag, name: string, load: () => Promise<Messages>): Language & { tag: Tag } =>
  ({ tag, name, load, formatsAs: baseOf(tag) === 'ar' ? `${tag}-u-nu-latn` : tag, direction: rightToLeft.has(baseOf(tag)) ? 'rtl' : 'ltr' })

/**
 * The language to show.
 * @param wanted BCP 47 tags, the best first
 * @returns the first wanted one that we have, in its region or any; the first that we have where there is none
 */
export function bestOf<L extends { tag: string }>(wanted: readonly string[], have: readonly [L, ...L[]]): L {
  for (const tag of wanted) {
    const exact = have.find((one) => one.tag.toLowerCase() === tag.toLowerCase())
    const near = exact ?? have.find((one) => baseOf(one.tag) === baseOf(tag))
    if (near) return near
  }
  return have[0]
}

/**
 * A language as it is told to the server: with the person's own region where that is known, for which a company may have words of its own.
 * @param preferred BCP 47 tags, the best first @returns `de-CH` for `de` where that is preferred, else the tag
 */
export const inRegion = (tag: string, preferred: readonly string[]): string =>
  preferred.find((one) => /^[a-z]{2,3}-[A-Z]{2}$/u.test(one) && baseOf(one) === baseOf(tag)) ?? tag

/** The language alone, without a region. */
export const baseOf = (tag: string) => tag.toLowerCase().split('-')[0] ?? tag
