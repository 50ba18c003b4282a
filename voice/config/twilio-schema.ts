import * as v from 'valibot'
import { file, oneOf, text } from '../../groundwork/settings/kinds.ts'

const BASE = 'must be like https://api.twilio.com'
const SHOWN = 'must be a number like +4930123456'
const NAME = 'must be small letters, digits and hyphens'

/** Of what stands in an address. */
export const providerName = (usual: string) =>
  v.optional(v.pipe(text('What logs call it, and a part of the address for its webhooks.'), v.regex(/^[a-z0-9-]{1,30}$/u, `is no such name; ${NAME}`)), usual)

/** Twilio's voice API, and whoever else speaks it. */
export const Twilio = v.strictObject({
  kind: v.literal('twilio'),
  name: providerName('twilio'),
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
  authTokenFile: file('Holds the auth token, with which the provider signs its webhooks.'),
  user: v.optional(text('SID of an API key to sign in with, instead of account and auth token.')),
  passwordFile: v.optional(file('Holds the secret of the API key.')),
  from: v.pipe(text('The number that is shown where it rings: one of the account.'), v.regex(/^\+[1-9]\d{5,14}$/u, `is no number to call from; ${SHOWN}`)),
  machines: v.optional(oneOf(['hang-up', 'ignore'], 'Whether answering machines are looked for, which the provider asks money for, and left alone.'), 'hang-up'),
  voices: v.optional(v.pipe(
    v.array(v.strictObject({
      language: v.pipe(text('Such as de, or de-CH.'), v.regex(/^[a-z]{2,8}(?:-[a-z0-9]{1,8})*$/iu, 'is no language tag; must be like de or de-CH')),
      voice: text("A voice of the provider's for it, such as Polly.Vicki-Neural."),
    }), 'must be a list of languages and voices'),
    v.description("Voices that speak instead of the provider's usual ones."),
  ), []),
})
