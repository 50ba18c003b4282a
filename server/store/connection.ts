import type { ConnectionOptions } from 'node:tls'
import type { Secret } from '@gatehouse/contract'
import { trusting } from '../../groundwork/outgoing/trust.ts'

/** How pg and pg-boss reach a PostgreSQL server. */
export type Connection = { readonly connectionString: string; readonly ssl?: ConnectionOptions }

/**
 * @param url `sslmode=verify-full` in it: TLS, the certificate verified for the host's name. What else may be is config's to say
 * @param ca PEM that is trusted instead of the machine's list
 */
export function connectionOf(url: Secret, ca: string | undefined): Connection {
  const whole = URL.parse(url.reveal())
  if (whole?.searchParams.get('sslmode') !== 'verify-full') return { connectionString: url.reveal() }
  // What the address says about TLS would come before what is said here.
  whole.searchParams.delete('sslmode')
  return {
    connectionString: whole.href,
    ssl: {
      secureContext: trusting(ca),
      // Said, because a variable of the environment can turn the default off.
      rejectUnauthorized: true,
    },
  }
}
