import * as v from 'valibot'
import { whole } from './whole.ts'

const fileName = (what: string) => v.pipe(v.string(`must be the name of ${what}`), v.trim(), v.minLength(1, `must be the name of ${what}`))
const yesOrNo = v.boolean('must be true or false')
const A_URL = 'must be like https://passwords.corp.example/range/'

const Range = v.strictObject({
  /** Answers `GET url` + five hexadecimal digits with every known hash that begins so, as the public service of that kind does. */
  url: v.pipe(
    v.string(A_URL), v.trim(),
    v.check((url) => URL.parse(url)?.protocol === 'https:', `is no HTTPS address; ${A_URL}`),
    v.check((url) => url.endsWith('/') && !/[?#]/u.test(url), `does not end with a slash, where the digits go; ${A_URL}`),
  ),
  seconds: v.optional(whole(1, 10, 'How long its answer is waited for.'), 3),
})

const placesIn = (places: { file?: unknown; folder?: unknown; range?: unknown }) => (['file', 'folder', 'range'] as const).filter((place) => places[place] !== undefined)

/** Where passwords are looked up that are known from breaches. */
const Breached = v.pipe(
  v.strictObject({
    /** One file of lines HASH:COUNT, sorted by the SHA-1 hash. */
    file: v.optional(fileName('a file')),
    /** A folder of files that are named after five digits, each of lines REST:COUNT. */
    folder: v.optional(fileName('a folder')),
    range: v.optional(Range),
    seen: v.optional(whole(1, 1_000_000, 'How often a password must have been seen before it is refused.'), 1),
    /** What happens to a password when nobody can look it up. */
    unanswered: v.picklist(['refuse', 'let-pass'], 'must be one of refuse, let-pass'),
  }),
  v.check((places) => placesIn(places).length > 0, 'names no place to look them up; must have one of file, folder, range'),
  v.check((places) => placesIn(places).length < 2, ({ input }) => `names ${placesIn(input).join(' and ')}; must have one of them`),
)

/** Our own rules for a new password, beside those of the directory. NIST SP 800-63B-4 §3.1.1.2: a blocklist, and no rules of composition. */
export const PasswordSection = v.strictObject({
  /** Neither the account's name nor the person's, nor the company's. */
  names: v.optional(yesOrNo, true),
  /** What the company is also called: brands, places. */
  alsoCalled: v.optional(v.array(v.pipe(v.string('must be a text'), v.trim(), v.minLength(3, 'must have at least 3 letters')), 'must be a list of names, such as [Contoso]'), []),
  /** The common passwords that we ship. */
  common: v.optional(yesOrNo, true),
  /** The company's words: one a line, each forbidden as a part of a password. */
  words: v.optional(fileName('a file')),
  breached: v.optional(Breached),
})
export type PasswordSection = v.InferOutput<typeof PasswordSection>
