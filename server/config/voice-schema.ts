import * as v from 'valibot'
import { file, text } from '../../groundwork/settings/kinds.ts'

const BASE = 'must be like https://voice.corp.example:8543'

/** The process that calls people: docs/voice.md. */
export const Voice = v.strictObject({
  socket: v.optional(file('The socket where it listens on this machine: its `listen.socket`.')),
  url: v.optional(v.pipe(
    text("Where it listens otherwise. HTTPS, but for this machine's own loopback."),
    v.check((url) => /^https?:$/u.test(URL.parse(url)?.protocol ?? ''), `is no address of a voice process; ${BASE}`),
    v.check((url) => ['', '/'].includes(URL.parse(url)?.pathname ?? '') && URL.parse(url)?.username === '' && URL.parse(url)?.search === '', `holds more than an address; ${BASE}`),
  )),
  caFile: v.optional(file("PEM of the authority that signed its certificate; the machine's own list where absent.")),
  keyFile: file('Holds the key that it asks for: the same as its `serverKeyFile`.'),
})
