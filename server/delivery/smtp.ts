import { Readable } from 'node:stream'
import { getCACertificates } from 'node:tls'
import type { Secret } from '@gatehouse/contract'
import SMTPConnection from 'nodemailer/lib/smtp-connection'
import { compose, senderOf } from './compose.ts'
import type { Fate, Send } from './ports.ts'
import { fateOf, type Progress } from './smtp-fate.ts'

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

/**
 * Sends through a mail server: TLS always, its certificate always checked, a connection of its own for each mail.
 * nodemailer's connection rather than its transport, which does not tell how far it came; at most once depends on that.
 */
export function smtpSender(settings: SmtpSettings, limits: SmtpLimits = { connect: 10_000, whole: 30_000 }): Send {
  const sender = senderOf(settings.from)
  return async (mail) => {
    const { envelope, message } = await compose(mail, sender)
    return new Promise<Fate>((resolve) => {
      const connection = connectionTo(settings, limits)
      let progress: Progress = 'connecting'

      // It is read when the server has said "go on" to DATA, and not before: from then on the mail is in its hands.
      const body = Readable.from(
        (function* () {
          progress = 'handed-over'
          yield message
        })(),
      )
      const failed = (error: Error) => end(fateOf(error, progress))
      const end = (fate: Fate) => {
        clearTimeout(timer)
        if (fate.fate === 'sent') connection.quit()
        else connection.close()
        resolve(fate)
      }
      const timer = setTimeout(() => failed(new Error(`took longer than ${limits.whole} ms`)), limits.whole)
      const send = () => {
        progress = 'at-the-envelope'
        connection.send(envelope, body, (error) => (error ? failed(error) : end({ fate: 'sent' })))
      }
      connection.on('error', failed)
      connection.connect((error) => {
        if (error) failed(error)
        else if (!settings.signIn) send()
        else connection.login(credentials(settings.signIn), (refused) => (refused ? failed(refused) : send()))
      })
    })
  }
}

const credentials = ({ user, password }: { user: string; password: Secret }) => ({ user, pass: password.reveal() })

export function connectionTo({ host, port, tls, ca }: SmtpSettings, limits: SmtpLimits): SMTPConnection {
  return new SMTPConnection({
    host,
    port,
    secure: tls === 'tls',
    requireTLS: tls === 'starttls',
    connectionTimeout: limits.connect,
    greetingTimeout: limits.connect,
    dnsTimeout: limits.connect,
    socketTimeout: limits.whole,
    socketCloseTimeout: 1000,
    tls: {
      // Said, though it is the default: a variable of the environment could turn the default off.
      rejectUnauthorized: true,
      minVersion: 'TLSv1.2',
      // Node's own list lacks what a company gave its machines.
      ca: ca ?? [...getCACertificates('default'), ...getCACertificates('system')],
    },
  })
}
