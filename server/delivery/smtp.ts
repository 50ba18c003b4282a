import { Readable } from 'node:stream'
import type { Secret } from '@gatehouse/contract'
import type SMTPConnection from 'nodemailer/lib/smtp-connection'
import { compose, senderOf } from './compose.ts'
import { dialler, type SmtpLimits, type SmtpSettings } from './dialler.ts'
import type { Fate, Mail, Send } from './ports.ts'
import { fateOf, type Progress } from './smtp-fate.ts'

/** Milliseconds. A connection with nothing to do ends after it: mail servers end theirs after minutes, and without a word. */
const IDLE = 10_000

/** So long for the answer to a good-bye. */
const GOOD_BYE = 2000

/** A connection that is signed in. `lost` is told of it when it breaks; what it was told of before is over. */
type Line = { connection: SMTPConnection; lost: (error: Error) => void }

export type MailSender = Send<Mail> & { readonly close: () => void }

/**
 * Sends through a mail server: TLS always, its certificate always checked. A connection that has brought a mail is kept a while for
 * the next: a new one costs more than everything else about a mail.
 * nodemailer's connection rather than its transport, which does not tell how far it came; at most once depends on that.
 */
export function smtpSender(settings: SmtpSettings, limits: SmtpLimits = { connect: 10_000, whole: 30_000 }): MailSender {
  const sender = senderOf(settings.from)
  const dial = dialler(settings)
  const idle = new Map<Line, NodeJS.Timeout>()

  const send: Send<Mail> = async (mail) => {
    const { envelope, message } = await compose(mail, sender)
    for (;;) {
      const kept = take()
      const { fate, mayBeStale } = await attempt(kept, envelope, message)
      // It had ended while nobody looked, and nothing was handed over: a new one may bring it.
      if (!(kept && mayBeStale)) return fate
    }
  }
  return Object.assign(send, { close: () => { for (const line of idle.keys()) drop(line) } })

  function attempt(kept: Line | undefined, envelope: Parameters<SMTPConnection['send']>[0], message: Buffer): Promise<{ fate: Fate; mayBeStale: boolean }> {
    return new Promise((resolve) => {
      const line = kept ?? newLine()
      let progress: Progress = kept ? 'at-the-envelope' : 'connecting'
      // It is read when the server has said "go on" to DATA, and not before: from then on the mail is in its hands.
      const body = Readable.from(
        (function* () {
          progress = 'handed-over'
          yield message
        })(),
      )
      const timer = setTimeout(() => failed(new Error(`took longer than ${limits.whole} ms`)), limits.whole)
      const failed = (error: Error) => {
        clearTimeout(timer)
        line.lost = () => {}
        line.connection.close()
        resolve({ fate: fateOf(error, progress), mayBeStale: progress !== 'handed-over' && isAboutTheConnection(error) })
      }
      line.lost = failed
      const go = () => {
        progress = 'at-the-envelope'
        line.connection.send(envelope, body, (error) => {
          if (error) {
            failed(error)
            return
          }
          clearTimeout(timer)
          keep(line)
          resolve({ fate: { fate: 'sent' }, mayBeStale: false })
        })
      }
      if (kept) go()
      else connect(line, failed, go)
    })
  }

  function newLine(): Line {
    const line: Line = { connection: dial(limits), lost: () => {} }
    line.connection.on('error', (error: Error) => line.lost(error))
    line.connection.on('end', () => line.lost(new Error('the connection ended')))
    return line
  }

  function connect({ connection }: Line, failed: (error: Error) => void, ready: () => void): void {
    connection.connect((error) => {
      if (error) failed(error)
      else if (!settings.signIn) ready()
      else connection.login(credentials(settings.signIn), (refused) => (refused ? failed(refused) : ready()))
    })
  }

  function keep(line: Line): void {
    line.lost = () => drop(line)
    idle.set(line, setTimeout(drop, IDLE, line).unref())
  }

  function take(): Line | undefined {
    const [line] = [...idle.keys()].slice(-1)
    if (!line) return undefined
    clearTimeout(idle.get(line))
    idle.delete(line)
    return line
  }

  function drop(line: Line): void {
    clearTimeout(idle.get(line))
    idle.delete(line)
    line.lost = () => {}
    line.connection.quit()
    setTimeout(() => line.connection.close(), GOOD_BYE).unref()
  }
}

/** No answer to this mail: none came, or a good-bye (RFC 5321 §3.8: 421 at any time). */
const isAboutTheConnection = (error: Error) => !('responseCode' in error) || error.responseCode === undefined || error.responseCode === 421

const credentials = ({ user, password }: { user: string; password: Secret }) => ({ user, pass: password.reveal() })
