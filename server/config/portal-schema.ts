import * as v from 'valibot'
import { file, text } from '../../groundwork/settings/kinds.ts'
import { isLoopback } from '../../groundwork/settings/loopback.ts'
import { isNetwork } from './networks.ts'

const ORIGIN = 'must be like https://reset.corp.example'
const INSIDE = 'must be an address or a network like 10.0.0.0/8, and not everybody'
const BITS = 'must be 0, or a whole number from 10 to 22'

/** The reset portal: where it is, and from where it counts as inside. */
export const Portal = v.strictObject({
  origin: v.pipe(
    text('The address that people type, without a path: the portal is at /reset below it. By no other name does it answer.'),
    v.check((origin) => ['https:', 'http:'].includes(scheme(origin) ?? ''), `is no web address; ${ORIGIN}`),
    v.check((origin) => URL.parse(origin)?.origin === origin, `is more than a scheme, a name in small letters and perhaps a port; ${ORIGIN}`),
    v.check((origin) => scheme(origin) === 'https:' || isLoopback(URL.parse(origin)?.hostname), `would let passwords travel in the clear; ${ORIGIN}`),
  ),
  insideNetworks: v.optional(v.pipe(
    v.array(v.pipe(v.string(INSIDE), v.trim(), v.check(isNetwork, `is no network; ${INSIDE}`)), 'must be a list of addresses and networks'),
    v.description('Who comes from these comes in at portal-inside, everybody else at portal-outside. Behind a proxy it counts what the proxy says (listen.proxies).'),
  ), []),
  effortBits: v.optional(v.pipe(
    v.number(BITS), v.integer(BITS), v.check((bits) => bits === 0 || (bits >= 10 && bits <= 22), BITS),
    v.description('What must be computed before a recovery begins, a brake against robots: about 2^bits hashes. 17 is half a second on a phone. 0: nothing.'),
  ), 17),
  folder: v.optional(file("Folder with the portal's built files; those that come with the server where absent.")),
})

const scheme = (url: string) => URL.parse(url)?.protocol
