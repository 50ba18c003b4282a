import { EventEmitter, once } from 'node:events'
import type { Message } from './message.ts'

/** Which mail is waited for. */
export type Wanted = {
  to: string
  /** Only one that arrived later than this one. */
  after?: Message | undefined
  /** Only one with a code in it, or without: notices come to the same addresses. */
  withCode?: boolean | undefined
  /** Milliseconds to wait. */
  within?: number
}

/** Mails in the order in which they arrived. */
export class Mailbox {
  readonly #messages: Message[] = []
  readonly #arrivals = new EventEmitter<{ message: [] }>().setMaxListeners(0)

  add(message: Message): void {
    this.#messages.push(message)
    this.#arrivals.emit('message')
  }

  all(): readonly Message[] {
    return [...this.#messages]
  }

  /** The first mail to this address, waiting for it if need be. @throws Error when none arrives in time */
  async next({ to, after, withCode, within = 30_000 }: Wanted): Promise<Message> {
    const deadline = AbortSignal.timeout(within)
    for (;;) {
      const later = after === undefined ? this.#messages : this.#messages.slice(this.#messages.indexOf(after) + 1)
      const found = later.find((message) => message.to.includes(to) && (withCode === undefined || message.hasCode === withCode))
      if (found) return found
      await once(this.#arrivals, 'message', { signal: deadline }).catch(() => {
        throw new Error(`no mail for ${to} within ${within} ms; ${this.#messages.length} came in all`)
      })
    }
  }
}
