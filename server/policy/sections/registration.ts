import { registrationKinds } from '@gatehouse/contract/registration'
import * as v from 'valibot'
import { whole } from './whole.ts'

const KIND = `must be one of ${registrationKinds.join(', ')}`
const COUNTRY = 'must be two capital letters of ISO 3166, like DE'

/** What people can register at `/register`, and what it is worth (S-16). */
export const RegistrationSection = v.strictObject({
  /** Of numbers that are written without one; left out: that of the settings (`sms.country`). */
  defaultCountry: v.optional(v.pipe(v.string(COUNTRY), v.check(isCountry, `is no country; ${COUNTRY}`))),
  /** What can be registered; nobody is asked for what no workflow of theirs has. */
  kinds: v.optional(v.pipe(
    v.array(v.picklist(registrationKinds, KIND), `must be a list of ${registrationKinds.join(', ')}`),
    v.check((kinds) => new Set(kinds).size === kinds.length, 'names something twice; must name each once'),
  ), [...registrationKinds]),
  /** Whether codes go to the directory's private address and mobile number where somebody has registered none of their own. */
  fromDirectory: v.optional(v.boolean('must be true or false'), true),
  hoursBeforeOutside: v.optional(whole(0, 168, 'Hours for which a new number, address or answer does not yet count from outside of the company’s network.'), 24),
  reconfirmDays: v.optional(whole(0, 1095, 'After so many days people are asked whether what they registered is still right; 0: never.'), 180),
  linkDays: v.optional(whole(1, 30, 'How long “this was not me” of a notice works.'), 14),
})
export type RegistrationSection = v.InferOutput<typeof RegistrationSection>

/** Whether a country is known to ISO 3166-1. What numbers look like there, the library of numbers knows. */
function isCountry(code: string): boolean {
  return /^[A-Z]{2}$/u.test(code) && code !== 'ZZ' && new Intl.DisplayNames('en', { type: 'region', fallback: 'none' }).of(code) !== undefined
}
