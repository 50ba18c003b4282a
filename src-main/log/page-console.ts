import type { WebContents } from 'electron'
import type { Log } from './log.ts'

const ERROR = 3

/**
 * What a page reports of itself. Of an ordinary error only the place is written, for its words may quote what was typed; a
 * violation of the content policy names no more than a directive and is always an error.
 * @param words whether to write an error's words too: in the development build
 */
export function logConsole(page: WebContents, log: Log, words: boolean): void {
  // Electron 33 gives the parts one by one; newer ones also on the event, which 33 does not know.
  page.on('console-message', (_event, level, message, line, source) => {
    if (message.startsWith('securitypolicyviolation ')) log.error('content-policy-violated', { directive: message.split(' ')[1], blocked: message.split(' ')[2] })
    else if (level === ERROR) log.error('page-error', { at: `${source}:${line}`, ...(words && { said: message }) })
  })
}
