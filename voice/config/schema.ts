import * as v from 'valibot'
import { file, oneOf, text } from '../../groundwork/settings/kinds.ts'
import { listener } from '../../groundwork/settings/listener.ts'
import { Pbx } from './pbx-schema.ts'
import { Twilio } from './twilio-schema.ts'

/** What voice.yaml may say. Messages are written as `fit.ts` asks: what would be right, or what is wrong; what would be right. */

const PUBLIC = 'must be like https://voice.corp.example'
const MOST = 'must be a whole number from 1 to 500'

export const Settings = v.strictObject({
  listen: v.optional(v.strictObject({
    socket: v.optional(file('A socket on this machine where the server finds us, instead of host and port.')),
    ...listener(8543),
  }), {}),
  serverKeyFile: file('At least 32 random bytes in base64: `openssl rand -base64 32`. The server shows them; it has the same file.'),
  webhooks: v.optional(v.strictObject({
    url: v.pipe(
      text('Where the provider finds us on the internet: a proxy there sends on to `host` and `port`.'),
      v.check((url) => /^https?:$/u.test(URL.parse(url)?.protocol ?? ''), `is no address; ${PUBLIC}`),
      v.check((url) => URL.parse(url)?.username === '' && URL.parse(url)?.search === '' && URL.parse(url)?.hash === '', `holds more than an address; ${PUBLIC}`),
      v.transform((url) => url.replace(/\/+$/u, '')),
    ),
    ...listener(8544),
  })),
  providers: v.pipe(
    v.array(v.variant('kind', [Twilio, Pbx]), 'must be a list of providers'),
    v.minLength(1, 'names no provider; must name at least one'),
    v.check((providers) => new Set(providers.map(({ name }) => name)).size === providers.length, 'gives two providers one name; must give each a `name` of its own'),
    v.description('Asked in this order: the next one where the one before certainly did not call.'),
  ),
  textsFolder: v.optional(file("Folder with a company's own words over ours, such as de.json.")),
  mostCalls: v.optional(v.pipe(
    v.number(MOST), v.integer(MOST), v.minValue(1, MOST), v.maxValue(500, MOST), v.description('Calls at the same time, at the most.'),
  ), 50),
  log: v.optional(v.strictObject({
    level: v.optional(oneOf(['debug', 'info', 'warn', 'error'], 'The least important that is written.'), 'info'),
  }), {}),
})
export type Settings = v.InferOutput<typeof Settings>
