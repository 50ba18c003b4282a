import { Secret } from '@gatehouse/contract'
// Of the three sets of metadata the only one that tells every kind of number from every other.
import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString, type PhoneNumberType } from 'libphonenumber-js/max'
import type { Destination } from '../ports.ts'

export type ReadNumber = (kept: string) => Destination

/**
 * Reads a number as people spell it: `0171 2345678`, `+49 (0)171/2345678`, `0049…`, `tel:+49-171-…`. Only mobile numbers are taken:
 * nobody reads an SMS on a landline, and one that costs by the minute is what somebody would enter who wants to be paid (S-12). For a call
 * landlines do as well.
 * @param country of numbers that are written without one
 * @returns the number in E.164, or why not, in words that hold nothing of it
 */
export const readNumber = (country: CountryCode | undefined, way: 'sms' | 'call' = 'sms'): ReadNumber => (kept) => {
  const written = kept.normalize('NFKC').trim().replace(/^tel:/iu, '')
  const number = parsePhoneNumberFromString(written, { ...(country && { defaultCountry: country }), extract: false })
  if (!number) return { missing: 'what is held as mobile number is no number' }
  if (number.ext !== undefined) return { missing: 'the number that is held has an extension, which no SMS reaches' }
  const type = number.getType()
  if (!number.isValid() || type === undefined) return { missing: 'the number that is held does not exist in its country' }
  // Satellites and numbers of no country: several euros a message.
  if (number.isNonGeographic()) return { missing: 'the number that is held belongs to no country' }
  if (isMobile(type) || (way === 'call' && isLandline(type))) return { to: new Secret(number.number) }
  return { missing: `the number that is held is no ${way === 'call' ? 'number that is called' : 'mobile number'} (${type})` }
}

// Where mobile numbers look like any other, as in the United States, nothing tells them apart.
const isMobile = (type: PhoneNumberType) => type === 'MOBILE' || type === 'FIXED_LINE_OR_MOBILE'
const isLandline = (type: PhoneNumberType) => type === 'FIXED_LINE' || type === 'VOIP'

/** A country whose numbers the library knows; undefined: numbers must be written with their country. */
export const knownCountry = (code: string | undefined): CountryCode | undefined => (code !== undefined && isSupportedCountry(code) ? code : undefined)
