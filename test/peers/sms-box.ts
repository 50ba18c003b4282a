import { EventEmitter, once } from 'node:events'

/** A message that a provider took. */
export type ShortMessage = {
  /** As the provider names it. */
  id: string
  to: string
  from: string
  text: string
  arrivedAt: Date
  /** The code in it: six to eight digits. @throws Error when there is none */
  code: () => string
}

export type WantedSms = {
  to: string
  /** Only one that arrived later than this one. */
  after?: ShortMessage | undefined
  /** Milliseconds to wait. */
  within?: number
}

/** Short messages in the order in which they arrived. */
export class SmsBox {
  readonly #messages: ShortMessage[] = []
  readonly #arrivals = new EventEmitter<{ message: [] }>().setMaxListeners(0)
  readonly #told: (message: ShortMessage) => void

  constructor(told: (message: ShortMessage) => void = () => {}) {
    this.#told = told
  }

  add({ id, to, from, text }: Pick<ShortMessage, 'id' | 'to' | 'from' | 'text'>): void {
    const message: ShortMessage = { id, to, from, text, arrivedAt: new Date(), code: () => codeIn(text) }
    this.#messages.push(message)
    this.#told(message)
    this.#arrivals.emit('message')
  }

  all(): readonly ShortMessage[] {
    return [...this.#messages]
  }

  /** The first message to this number, waiting for it if need be. @throws Error when none arrives in time */
  async next({ to, after, within = 30_000 }: WantedSms): Promise<ShortMessage> {
    const deadline = AbortSignal.timeout(within)
    for (;;) {
      const later = after === undefined ? this.#messages : this.#messages.slice(this.#messages.indexOf(after) + 1)
      const found = later.find((message) => message.to === to)
      if (found) return found
      await once(this.#arrivals, 'message', { signal: deadline }).catch(() => {
        throw new Error(`no SMS for ${to} within ${within} ms; ${this.#messages.length} came in all`)
      })
    }
  }
}

// The helpdesk's number stands in it too; a code has at least six digits and nothing of a number around it.
function codeIn(text: string): string {
  const code = /(?<![\d+()-]|\d )\d{6,8}(?![\d-]| \d)/.exec(text)?.[0]
  if (code === undefined) throw new Error('no code in the SMS')
  return code
}
