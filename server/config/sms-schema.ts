import { isSupportedCountry } from 'libphonenumber-js/max'
import * as v from 'valibot'
import { file, text } from './kinds.ts'

const BASE = 'must be like https://api.twilio.com'
const COUNTRY = 'must be two capital letters of ISO 3166, like DE'
const SENDER = 'must be a number like +4930123456, or a name of up to 11 letters and digits'

const sender = (description: string) => v.pipe(
  text(description),
  v.regex(/^(?:\+[1-9]\d{5,14}|\d{3,8}|(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11})$/u, `is no sender of messages; ${SENDER}`),
)

/** Twilio's API, and whoever else speaks it. */
const Twilio = v.strictObject({
  kind: v.literal('twilio'),
  name: v.optional(text('What logs and the state of the server call it.'), 'twilio'),
  url: v.optional(v.pipe(
    text("Where the API begins. A provider with the same API has its own. HTTPS, but for this machine's own loopback."),
    v.check((url) => /^https?:$/u.test(URL.parse(url)?.protocol ?? ''), `is no address of an API; ${BASE}`),
    v.check((url) => URL.parse(url)?.username === '' && URL.parse(url)?.search === '', `holds more than an address; ${BASE}`),
  ), 'https://api.twilio.com'),
  caFile: v.optional(file("PEM of the authority that signed the provider's certificate; the machine's own list where absent.")),
  account: v.pipe(
    text('The account SID.'),
    v.regex(/^[A-Za-z0-9]{2,64}$/u, 'is no account SID; must be like AC0123456789abcdef0123456789abcdef'),
  ),
  user: v.optional(text('SID of an API key, where its secret is in `passwordFile`. The account itself where absent.')),
  passwordFile: file('Holds the auth token, or the secret of the API key.'),
  from: v.optional(sender('Sender: a number like +4930123456, a short code, or a name of up to 11 letters and digits.')),
  messagingService: v.optional(text('SID of a messaging service (MG…), instead of `from`.')),
})

/** How codes go out as SMS. Providers are asked in this order: the next where the one before certainly did not take the message. */
export const Sms = v.strictObject({
  country: v.pipe(
    text('Country of numbers that are written without one, in two letters.'),
    v.guard(isSupportedCountry, () => `is no country; ${COUNTRY}`),
  ),
  providers: v.pipe(
    v.array(v.variant('kind', [Twilio]), 'must be a list of providers'),
    v.minLength(1, 'names no provider; must name at least one'),
    v.check((providers) => new Set(providers.map(({ name }) => name)).size === providers.length, 'gives two providers one name; must give each a `name` of its own'),
    v.description('Asked in this order: the next one where the one before certainly did not take the message.'),
  ),
})
