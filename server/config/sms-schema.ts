import { isSupportedCountry } from 'libphonenumber-js/max'
import * as v from 'valibot'
import { file, port, text } from '../../groundwork/settings/kinds.ts'

const COUNTRY = 'must be two capital letters of ISO 3166, like DE'
const SENDER = 'must be a number like +4930123456, or a name of up to 11 letters and digits'

const sender = (description: string) => v.pipe(
  text(description),
  v.regex(/^(?:\+[1-9]\d{5,14}|\d{3,8}|(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11})$/u, `is no sender of messages; ${SENDER}`),
)

const WINDOW = 'must be a whole number from 1 to 100'
const DIGITS = 'must be a whole number from 6 to 8'

/** What providers do that send messages of their own making, with our code in them. */
const ownText = {
  makesOwnText: v.optional(v.pipe(v.boolean('must be true or false'), v.description("The provider replaces our text by its own: then a company's text for SMS would never be seen.")), false),
  codeDigits: v.optional(v.pipe(
    v.number(DIGITS), v.integer(DIGITS), v.minValue(6, DIGITS), v.maxValue(8, DIGITS), v.description('How long a code must be for this provider, where it takes one length only.'),
  )),
}

const api = (usual: string) => v.optional(v.pipe(
  text("Where the API begins. A provider with the same API has its own. HTTPS, but for this machine's own loopback."),
  v.check((url) => /^https?:$/u.test(URL.parse(url)?.protocol ?? ''), `is no address of an API; must be like ${usual}`),
  v.check((url) => URL.parse(url)?.username === '' && URL.parse(url)?.search === '', `holds more than an address; must be like ${usual}`),
), usual)

const sid = (what: string, like: string, description: string) =>
  v.pipe(text(description), v.regex(/^[A-Za-z0-9]{2,64}$/u, `is no ${what}; must be like ${like}`))

/** How one signs in at Twilio, and at whoever else speaks one of its APIs. */
const account = {
  caFile: v.optional(file("PEM of the authority that signed the provider's certificate; the machine's own list where absent.")),
  account: sid('account SID', 'AC0123456789abcdef0123456789abcdef', 'The account SID.'),
  user: v.optional(text('SID of an API key, where its secret is in `passwordFile`. The account itself where absent.')),
  passwordFile: file('Holds the auth token, or the secret of the API key.'),
}

/** Twilio's API, and whoever else speaks it. */
const Twilio = v.strictObject({
  kind: v.literal('twilio'),
  name: v.optional(text('What logs and the state of the server call it.'), 'twilio'),
  url: api('https://api.twilio.com'),
  ...account,
  from: v.optional(sender('Sender: a number like +4930123456, a short code, or a name of up to 11 letters and digits.')),
  messagingService: v.optional(text('SID of a messaging service (MG…), instead of `from`.')),
  ...ownText,
})

/** A message centre that speaks SMPP 3.4. */
const Smpp = v.strictObject({
  kind: v.literal('smpp'),
  name: v.optional(text('What logs and the state of the server call it.'), 'smpp'),
  host: text('Message centre by the name in its certificate.'),
  port: v.optional(port('Usually 3550 with TLS.'), 3550),
  tls: v.optional(v.pipe(v.boolean('must be true or false'), v.description('False only where `host` is loopback, such as the mouth of a tunnel.')), true),
  caFile: v.optional(file("PEM of the authority that signed the centre's certificate; the machine's own list where absent.")),
  // SMPP 3.4 §5.2.1, §5.2.3: fields of so many octets, a zero among them.
  user: v.pipe(text('The system_id.'), v.maxLength(15, 'is longer than SMPP allows; must have at most 15 characters')),
  systemType: v.optional(v.pipe(v.string('must be a text'), v.maxLength(12, 'must have at most 12 characters'), v.description('Where the provider asks for one.')), ''),
  passwordFile: file('Holds the password.'),
  from: sender('Sender: a number like +4930123456, a short code, or a name of up to 11 letters and digits.'),
  window: v.optional(v.pipe(
    v.number(WINDOW), v.integer(WINDOW), v.minValue(1, WINDOW), v.maxValue(100, WINDOW), v.description('How many messages may wait for their answer at the same time.'),
  ), 10),
  ...ownText,
})

const MINUTES = 'must be a whole number from 2 to 1440'

/** Twilio's Verify, and whoever else speaks its API: makes codes, sends them in words of its own, and judges what was typed. */
const Verify = v.strictObject({
  kind: v.literal('twilio-verify'),
  name: v.optional(text('What logs and the state of the server call it.'), 'twilio-verify'),
  url: api('https://verify.twilio.com'),
  ...account,
  service: sid('SID of a service', 'VA0123456789abcdef0123456789abcdef', 'SID of the Verify service (VA…).'),
  codeDigits: v.optional(v.pipe(
    v.number(DIGITS), v.integer(DIGITS), v.minValue(6, DIGITS), v.maxValue(8, DIGITS), v.description('The code length of the service. The policy must say the same; the service itself is asked whether it does.'),
  ), 6),
  minutes: v.optional(v.pipe(
    v.number(MINUTES), v.integer(MINUTES), v.minValue(2, MINUTES), v.maxValue(1440, MINUTES), v.description('How long its codes live: 10 minutes, unless its support has set another time.'),
  ), 10),
})

/** How codes go out as SMS. Providers are asked in this order: the next where the one before certainly did not take the message. */
export const Sms = v.strictObject({
  country: v.pipe(
    text('Country of numbers that are written without one, in two letters.'),
    v.guard(isSupportedCountry, () => `is no country; ${COUNTRY}`),
  ),
  maker: v.optional(v.pipe(
    v.variant('kind', [Verify]),
    v.description('Who makes, sends and judges the codes in our place. `providers` then only carry notices, and may be left out.'),
  )),
  providers: v.optional(v.pipe(
    v.array(v.variant('kind', [Twilio, Smpp]), 'must be a list of providers'),
    v.minLength(1, 'names no provider; must name at least one'),
    v.check((providers) => new Set(providers.map(({ name }) => name)).size === providers.length, 'gives two providers one name; must give each a `name` of its own'),
    v.description('Asked in this order: the next one where the one before certainly did not take the message.'),
  )),
})
