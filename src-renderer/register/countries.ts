import { type CountryCode, getCountries, getCountryCallingCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min'

export type Country = { code: CountryCode; name: string; calling: string }

/** Every country that has telephone numbers, by its name in that language. */
export function countriesIn(language: string): Country[] {
  const names = new Intl.DisplayNames(language, { type: 'region' })
  const { compare } = new Intl.Collator(language)
  return getCountries()
    .map((code) => ({ code, name: names.of(code) ?? code, calling: `+${getCountryCallingCode(code)}` }))
    .sort((one, other) => compare(one.name, other.name))
}

/**
 * How a number is read while it is typed, as the server will write it: `+1 4255551234`. Only a help for the eye: the server judges.
 * @returns undefined while it is no number yet; its country where that can be told
 */
export function read(number: string, country: string): { shown: string; country: CountryCode | undefined } | undefined {
  const parsed = isSupportedCountry(country) ? parsePhoneNumberFromString(number, country) : undefined
  if (!parsed?.isPossible()) return undefined
  return { shown: `+${parsed.countryCallingCode} ${parsed.nationalNumber}`, country: parsed.country }
}

/** Whether somebody who types this looks for that country: by the beginning of a word of its name, or by its calling code. */
export function isSought({ name, calling }: Pick<Country, 'name' | 'calling'>, typed: string): boolean {
  const sought = plain(typed)
  if (sought === '') return true
  const digits = sought.replace(/^(?:\+|00)/u, '')
  if (/^\d+$/u.test(digits)) return calling.slice(1).startsWith(digits)
  return plain(name).startsWith(sought) || plain(name).split(/[^\p{L}\p{N}]+/u).some((word) => word.startsWith(sought))
}

const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim()
