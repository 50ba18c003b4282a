import { createHmac, timingSafeEqual } from 'node:crypto'
import { Secret } from '@gatehouse/contract'

/** Which code is meant: the same four always give the same code, under a key that is not in the database. */
export type CodeName = { recovery: string; gate: string; counter: number; digits: number }

export type Codes = {
  readonly derive: (name: CodeName) => Secret
  /** `derive`'s first; during a change of the key the one that a server shows or sends which has the two keys the other way round. */
  readonly every: (name: CodeName) => readonly Secret[]
  readonly matches: (name: CodeName, typed: Secret) => boolean
}

/**
 * Codes that are derived when they are sent and again when they are judged, so that none is ever stored (S-19).
 * @param key at least 32 random bytes, kept outside the database
 * @param other one that is on its way in or out: with it codes are judged as well, so that those that are under way go on working.
 *   As long as there is one, two codes are right instead of one.
 */
export function derivedCodes(key: Secret, other?: Secret): Codes {
  const derivedWith = (one: Secret, { recovery, gate, counter, digits }: CodeName) => {
    const mac = createHmac('sha256', Buffer.from(one.reveal(), 'base64')).update(`code\n${recovery}\n${gate}\n${counter}`).digest()
    // 64 bits taken modulo at most 10^8: the bias is below 10^-11.
    const number = mac.readBigUInt64BE(0) % 10n ** BigInt(digits)
    return new Secret(number.toString().padStart(digits, '0'))
  }
  const every = (name: CodeName) => [key, ...(other ? [other] : [])].map((one) => derivedWith(one, name))
  return {
    derive: (name) => derivedWith(key, name),
    every,
    matches(name, typed) {
      const given = Buffer.from(asTyped(typed.reveal()))
      const isRight = (code: Secret) => {
        const right = Buffer.from(code.reveal())
        return right.length === given.length && timingSafeEqual(right, given)
      }
      return every(name).map(isRight).includes(true)
    },
  }
}

/** Codes are pasted with spaces or hyphens and typed with full-width digits; all of that is the same code. */
export function asTyped(text: string): string {
  return text.normalize('NFKC').replace(/[\s-]/gu, '')
}
