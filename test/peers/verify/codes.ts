import { randomBytes, randomInt } from 'node:crypto'

/** One code for one number, from when it is first sent until it is approved, cancelled, worn out or too old. */
export type Verification = {
  sid: string
  to: string
  code: string
  locale: string
  /** Milliseconds since 1970, by the peer's clock; the first is that of the code itself. */
  sentAt: number[]
  checks: number
  status: 'pending' | 'approved' | 'canceled'
}

/** How often a code can be sent, and tried (https://www.twilio.com/docs/api/errors/60203 and 60202). */
const MOST = 5

/**
 * The codes of a service, as https://www.twilio.com/docs/verify/api has it: a number has one at a time; who asks again is sent the same
 * one by the same name; what is approved, cancelled or too old is not found any more; five wrong tries keep the number waiting.
 */
export class Codes {
  length = 6
  /** Milliseconds for which a code lives. */
  life = 600_000
  /** Milliseconds by which the peer's clock goes ahead. */
  ahead = 0
  readonly #all: Verification[] = []

  now(): number {
    return Date.now() + this.ahead
  }

  /** @returns undefined: sent as often as it may be, or tried too often */
  begin(to: string, locale: string): Verification | undefined {
    const found = this.#living((one) => one.to === to)
    const verification = found ?? { sid: `VE${randomBytes(16).toString('hex')}`, to, code: this.#code(), locale, sentAt: [], checks: 0, status: 'pending' as const }
    if (verification.sentAt.length >= MOST || verification.checks >= MOST) return undefined
    if (!found) this.#all.push(verification)
    verification.sentAt.push(this.now())
    verification.locale = locale
    return verification
  }

  /** @returns what it has become; `too-often`; undefined: it is not found */
  check(which: { sid?: string | undefined; to?: string | undefined }, code: string): Verification | 'too-often' | undefined {
    const verification = this.#living(({ sid, to }) => (which.sid === undefined ? to === which.to : sid === which.sid))
    if (!verification) return undefined
    if (verification.checks >= MOST) return 'too-often'
    verification.checks += 1
    if (verification.code === code) verification.status = 'approved'
    return verification
  }

  /** @returns undefined: it is not found */
  cancel(sid: string): Verification | undefined {
    const verification = this.#living((one) => one.sid === sid)
    if (verification) verification.status = 'canceled'
    return verification
  }

  #living(which: (one: Verification) => boolean): Verification | undefined {
    return this.#all.find((one) => which(one) && one.status === 'pending' && this.now() < (one.sentAt[0] ?? 0) + this.life)
  }

  #code = () => String(randomInt(10 ** this.length)).padStart(this.length, '0')
}
