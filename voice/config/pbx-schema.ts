import { isIP } from 'node:net'
import * as v from 'valibot'
import { file, oneOf, port, text } from '../../groundwork/settings/kinds.ts'
import { providerName } from './twilio-schema.ts'

const A_HOST = 'must be a name or an address, such as pbx.corp.example'
const A_CALLER = 'must be a number or a name, such as 2100'
/** It stands within quotes in SIP; nobody needs these in it. */
const plain = (description: string) => v.pipe(text(description), v.regex(/^[^"\\\p{Cc}]{1,100}$/u, 'holds a quote, a backslash or a control character; must be without them'))

/** A telephone system of the company's own, over SIP and RTP. */
export const Pbx = v.strictObject({
  kind: v.literal('pbx'),
  name: providerName('pbx'),
  host: v.pipe(
    text('The telephone system. With TLS by the name in its certificate.'),
    v.check((host) => isIP(host) !== 0 || /^[a-z0-9](?:[a-z0-9.-]{0,250}[a-z0-9])?$/iu.test(host), `is none; ${A_HOST}`),
  ),
  port: v.optional(port('5061 with TLS and 5060 otherwise, where absent.')),
  transport: v.optional(oneOf(['tls', 'tcp', 'udp'], 'How the words of a call travel: who is called, and keys where the telephone system says them by INFO. Only TLS is encrypted.'), 'tls'),
  sound: v.optional(oneOf(['srtp', 'rtp'], 'How its sound travels, and keys with it. Encrypted (srtp) with TLS and plain otherwise, where absent.')),
  caFile: v.optional(file("PEM of the authority that signed the telephone system's certificate; the machine's own list where absent.")),
  user: v.optional(plain('Where the telephone system asks who calls; absent where it knows us by our address.')),
  passwordFile: v.optional(file('Holds the password of `user`.')),
  realm: v.optional(plain('The one realm in which the password is used. Whichever the telephone system names, where absent.')),
  from: v.pipe(text('The number, or the name, that calls come from, as the telephone system writes it.'), v.regex(/^\+?[A-Za-z0-9._-]{1,40}$/u, `is no caller; ${A_CALLER}`)),
  plus: v.optional(v.pipe(
    v.string('must be a text (in quotes if it looks like a number)'), v.regex(/^(?:\+|\d{0,8})$/u, 'cannot be dialled; must be + or digits, such as 00 or 000'),
    v.description("What is dialled instead of a number's +."),
  ), '+'),
  codecs: v.optional(v.pipe(
    v.array(oneOf(['PCMA', 'PCMU'], 'G.711: PCMA in most of the world, PCMU in North America and Japan.'), 'must be a list of codecs'),
    v.minLength(1, 'names no codec; must name PCMA or PCMU'), v.description('Which sound may be agreed on, the best first.'),
  ), ['PCMA', 'PCMU']),
  recordings: v.optional(file("Folder with a company's own voice: a folder for each language, such as de, with digits.wav, pound.wav, right.wav, wrong.wav and stop.wav.")),
  speech: v.optional(v.strictObject({
    program: v.optional(text('Speaks what is not recorded: text on its standard input, a WAV of 16 bits on its standard output.'), 'espeak-ng'),
    arguments: v.optional(v.pipe(
      v.array(v.string('must be a text'), 'must be a list of texts'), v.description('In each {language} is replaced by the language, such as de.'),
    ), ['-v', '{language}', '--stdin', '--stdout']),
  }), {}),
})
