import { connectionTo, type SmtpLimits, type SmtpSettings } from './smtp.ts'

/** In milliseconds: a mail server that needs longer only to say who it is will not get codes out in time. */
const usualLimits: SmtpLimits = { connect: 2000, whole: 2000 }

/** Resolves when the mail server answers and its certificate is good. Signs in nowhere and sends nothing. @throws Error that says why not */
export function checkMailServer(settings: SmtpSettings, limits = usualLimits): Promise<void> {
  return new Promise((resolve, reject) => {
    const connection = connectionTo(settings, limits)
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
