import { Secret } from '@gatehouse/contract'
// Of the three sets of metadata the only one that tells every kind of number from every other.
import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString, type PhoneNumber, type PhoneNumberType } from 'libphonenumber-js/max'
import type { ContactBook } from '../registration/visit-ports.ts'
import { isAddress } from './address.ts'

/** Where nobody says in which country numbers are: the North American plan. */
const SOMEWHERE: CountryCode = 'US'

/** Which kinds of number take an SMS, and which are called. Those not named here cost whoever calls them, or belong to no person. */
const mobile: readonly PhoneNumberType[] = ['MOBILE', 'FIXED_LINE_OR_MOBILE']
const called: readonly PhoneNumberType[] = [...mobile, 'FIXED_LINE', 'VOIP']

/**
 * Numbers and addresses as people write them, and as they are shown.
 * @param country of numbers of the directory that are written without one
 */
export function contactBook(country: CountryCode): ContactBook {
  const typeOf = (number: Secret) => parsePhoneNumberFromString(number.reveal())?.getType()
  return {
    readNumber(typed, of, by) {
      const number = parsed(typed.reveal(), isSupportedCountry(of) ? of : SOMEWHERE)
      if (!number) return { refused: 'no-number' }
      if (number.ext !== undefined) return { refused: 'extension' }
      const type = number.getType()
      if (!number.isValid() || type === undefined) return { refused: 'no-such-number' }
      // Satellites and numbers of no country: several euros a message.
      if (number.isNonGeographic()) return { refused: 'no-country' }
      if (!called.includes(type)) return { refused: 'premium' }
      return by === 'sms' && !mobile.includes(type) ? { refused: 'no-sms' } : { number: new Secret(number.number) }
    },
    readAddress(typed) {
      const address = typed.reveal().normalize('NFKC').trim().replace(/^mailto:/iu, '')
      return isAddress(address) ? { address: new Secret(address) } : { refused: 'no-address' }
    },
    heldNumber(held) {
      const number = parsed(held, country)
      const type = number?.getType()
      return number && number.ext === undefined && number.isValid() && type && called.includes(type) && !number.isNonGeographic() ? new Secret(number.number) : undefined
    },
    writtenNumber(number) {
      const read = parsePhoneNumberFromString(number.reveal())
      return read ? `+${read.countryCallingCode} ${read.nationalNumber}` : number.reveal()
    },
    takes(number) {
      const type = typeOf(number)
      if (type === undefined || !called.includes(type)) return []
      return mobile.includes(type) ? ['sms', 'call'] : ['call']
    },
  }
}

/** `0171 2345678`, `+49 (0)171/2345678`, `0049…`, `tel:+49-171-…`, with full-width digits too. */
function parsed(text: string, country: CountryCode): PhoneNumber | undefined {
  return parsePhoneNumberFromString(text.normalize('NFKC').trim().replace(/^tel:/iu, ''), { defaultCountry: country, extract: false })
}
