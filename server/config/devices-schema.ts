import * as v from 'valibot'
import { text } from '../../groundwork/settings/kinds.ts'
import { isLoopback } from '../../groundwork/settings/loopback.ts'

const ADDRESS = 'must be like https://gatehouse.corp.example'

/** Enrolled workstations: with this group the server takes them. */
export const DevicesSettings = v.strictObject({
  url: v.pipe(
    text('The address by which clients know this server, as it stands in their settings: what a device proves, it proves for this one. With a path only where a proxy puts us below one.'),
    v.check((url) => ['https:', 'http:'].includes(URL.parse(url)?.protocol ?? ''), `is no web address; ${ADDRESS}`),
    v.check((url) => written(url) === url, `is not written as it is compared: small letters, no port that goes without saying, nothing behind the path and no slash at its end; ${ADDRESS}`),
    v.check((url) => URL.parse(url)?.protocol === 'https:' || isLoopback(URL.parse(url)?.hostname), `would let what is typed travel in the clear; ${ADDRESS}`),
  ),
})

function written(url: string): string | undefined {
  const read = URL.parse(url)
  return read ? `${read.origin}${read.pathname.replace(/\/$/u, '')}` : undefined
}
