import { dialler, type SmtpLimits, type SmtpSettings } from './dialler.ts'

/** In milliseconds: a mail server that needs longer only to say who it is will not get codes out in time. */
const usualLimits: SmtpLimits = { connect: 2000, whole: 2000 }

/** @returns resolves when the mail server answers and its certificate is good. Signs in nowhere and sends nothing. @throws Error that says why not */
export function mailServerCheck(settings: SmtpSettings, limits = usualLimits): () => Promise<void> {
  const dial = dialler(settings)
  return () => new Promise((resolve, reject) => {
    const connection = dial(limits)
    // The driver's own limit is for silence: who says a little now and then is never silent, at the good-bye neither.
    const timer = setTimeout(() => failed(new Error(`took longer than ${limits.whole} ms`)), limits.whole)
    connection.on('end', () => clearTimeout(timer))
    const failed = (error: Error) => {
      connection.close()
      reject(error)
    }
    connection.on('error', failed)
    // A server that hangs up without a greeting is told here and not by the event.
    connection.connect((error) => {
      if (error) {
        failed(error)
        return
      }
      connection.quit()
      resolve()
    })
  })
}
