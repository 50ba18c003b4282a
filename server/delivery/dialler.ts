import type { Secret } from '@gatehouse/contract'
import SMTPConnection from 'nodemailer/lib/smtp-connection'
import { trusting } from '../../groundwork/outgoing/trust.ts'

export type SmtpSettings = {
  host: string
  port: number
  /** `starttls`: begins in the clear and goes no further without TLS (port 587). `tls`: TLS from the first byte (465). */
  tls: 'starttls' | 'tls'
  /** Certificates in PEM that are trusted instead of the machine's. */
  ca?: string
  signIn?: { user: string; password: Secret }
  /** `Example Corp <it@corp.example>`, or the address alone. */
  from: string
}

/** In milliseconds: `connect` until TLS stands and the server has introduced itself, `whole` for everything. */
export type SmtpLimits = { connect: number; whole: number }

/** A connection that is not open yet, each time a new one. */
export type Dial = (limits: SmtpLimits) => SMTPConnection

/** How the mail server is reached: TLS always, its certificate always checked. */
export function dialler({ host, port, tls, ca }: SmtpSettings): Dial {
  const secureContext = trusting(ca)
  return (limits) => new SMTPConnection({
    host,
    port,
    secure: tls === 'tls',
    requireTLS: tls === 'starttls',
    connectionTimeout: limits.connect,
    greetingTimeout: limits.connect,
    dnsTimeout: limits.connect,
    socketTimeout: limits.whole,
    socketCloseTimeout: 1000,
    // Said, though it is the default: a variable of the environment could turn the default off.
    tls: { secureContext, rejectUnauthorized: true },
  })
}
