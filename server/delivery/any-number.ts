import { Secret } from '@gatehouse/contract'
import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString, type PhoneNumberType } from 'libphonenumber-js/max'

/** Where a person is called or written to; what is not here costs whoever calls it, or belongs to nobody (S-12). */
const reachable: readonly PhoneNumberType[] = ['MOBILE', 'FIXED_LINE_OR_MOBILE', 'FIXED_LINE', 'VOIP']

/**
 * Reads a number on which a person can be reached, mobile or not.
 * @param country ISO 3166, of numbers without one; undefined: they must have one
 * @returns it in E.164; undefined when nobody can be reached there
 */
export const readAnyNumber = (country: string | undefined) => (text: string): Secret | undefined => {
  const written = text.normalize('NFKC').trim().replace(/^tel:/iu, '')
  const known: CountryCode | undefined = country !== undefined && isSupportedCountry(country) ? country : undefined
  const number = parsePhoneNumberFromString(written, { extract: false, ...(known && { defaultCountry: known }) })
  const type = number?.getType()
  if (!number || number.ext !== undefined || !number.isValid() || number.isNonGeographic()) return undefined
  return type && reachable.includes(type) ? new Secret(number.number) : undefined
}
