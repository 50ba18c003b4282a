import { Secret } from '@gatehouse/contract'
// Of the three sets of metadata the only one that tells every kind of number from every other.
import { type CountryCode, parsePhoneNumberFromString, type PhoneNumberType } from 'libphonenumber-js/max'
import type { Destination } from '../ports.ts'

export type ReadNumber = (kept: string) => Destination

/**
 * Reads a number as people spell it: `0171 2345678`, `+49 (0)171/2345678`, `0049…`, `tel:+49-171-…`. Only mobile numbers are taken:
 * nobody reads an SMS on a landline, and one that costs by the minute is what somebody would enter who wants to be paid (S-12).
 * @param country of numbers that are written without one
 * @returns the number in E.164, or why not, in words that hold nothing of it
 */
export const readNumber = (country: CountryCode): ReadNumber => (kept) => {
  const written = kept.normalize('NFKC').trim().replace(/^tel:/iu, '')
  const number = parsePhoneNumberFromString(written, { defaultCountry: country, extract: false })
  if (!number) return { missing: 'what is held as mobile number is no number' }
  if (number.ext !== undefined) return { missing: 'the number that is held has an extension, which no SMS reaches' }
  const type = number.getType()
  if (!number.isValid() || type === undefined) return { missing: 'the number that is held does not exist in its country' }
  // Satellites and numbers of no country: several euros a message.
  if (number.isNonGeographic()) return { missing: 'the number that is held belongs to no country' }
  return isMobile(type) ? { to: new Secret(number.number) } : { missing: `the number that is held is no mobile number (${type})` }
}

// Where mobile numbers look like any other, as in the United States, nothing tells them apart.
const isMobile = (type: PhoneNumberType) => type === 'MOBILE' || type === 'FIXED_LINE_OR_MOBILE'
