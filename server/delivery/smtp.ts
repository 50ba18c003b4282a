import { Readable } from 'node:stream'
import type { Secret } from '@gatehouse/contract'
import { compose, senderOf } from './compose.ts'
import { dialler, type SmtpLimits, type SmtpSettings } from './dialler.ts'
import type { Fate, Mail, Send } from './ports.ts'
import { fateOf, type Progress } from './smtp-fate.ts'

/**
 * Sends through a mail server: TLS always, its certificate always checked, a connection of its own for each mail.
 * nodemailer's connection rather than its transport, which does not tell how far it came; at most once depends on that.
 */
export function smtpSender(settings: SmtpSettings, limits: SmtpLimits = { connect: 10_000, whole: 30_000 }): Send<Mail> {
  const sender = senderOf(settings.from)
  const dial = dialler(settings)
  return async (mail) => {
    const { envelope, message } = await compose(mail, sender)
    return new Promise<Fate>((resolve) => {
      const connection = dial(limits)
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
