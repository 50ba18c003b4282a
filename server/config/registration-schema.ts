import * as v from 'valibot'
import { file, oneOf, text } from '../../groundwork/settings/kinds.ts'

const PRINCIPAL = 'must be like HTTP/register.corp.example, or the same with @CORP.EXAMPLE behind it'

const Negotiate = v.strictObject({
  keytabFile: file('Keytab of the service account with that principal, as ktpass makes it, readable by us alone.'),
  servicePrincipal: v.pipe(
    text('Service principal name of the portal: HTTP/ and the name that people type. The realm behind an @ is the first domain of the directory where absent.'),
    v.regex(/^HTTP\/[a-z0-9][a-z0-9.-]*(?:@[A-Z0-9][A-Z0-9.-]*)?$/u, `is no service principal name of a web server, in small letters with the realm in capitals; ${PRINCIPAL}`),
  ),
  channelBinding: v.optional(oneOf(
    ['off', 'where-sent', 'required'],
    'Whether a ticket must be bound to our certificate (RFC 5929, extended protection). where-sent: where the browser binds it at all. required: always; some browsers cannot.',
  ), 'where-sent'),
  certificateFile: v.optional(file("PEM of the certificate that browsers see, where it is a proxy's. That of `listen` where absent, unless `listen.proxies` names somebody: then bindings are not looked at.")),
})

/** How people sign in to the registration portal. */
export const Registration = v.strictObject({
  negotiate: v.optional(Negotiate),
})
