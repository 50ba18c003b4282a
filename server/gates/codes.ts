import { createHmac, timingSafeEqual } from 'node:crypto'
import { Secret } from '@gatehouse/contract'

/** Which code is meant: the same four always give the same code, under a key that is not in the database. */
export type CodeName = { recovery: string; gate: string; counter: number; digits: number }

export type Codes = {
  readonly derive: (name: CodeName) => Secret
  readonly matches: (name: CodeName, typed: Secret) => boolean
}

/**
 * Codes that are derived when they are sent and again when they are judged, so that none is ever stored (S-19).
 * @param key at least 32 random bytes, kept outside the database
 */
export function derivedCodes(key: Secret): Codes {
  const derive = ({ recovery, gate, counter, digits }: CodeName) => {
    const mac = createHmac('sha256', Buffer.from(key.reveal(), 'base64')).update(`code\n${recovery}\n${gate}\n${counter}`).digest()
    // 64 bits taken modulo at most 10^8: the bias is below 10^-11.
    const number = mac.readBigUInt64BE(0) % 10n ** BigInt(digits)
    return new Secret(number.toString().padStart(digits, '0'))
  }
  return {
    derive,
    matches(name, typed) {
      const right = Buffer.from(derive(name).reveal())
      const given = Buffer.from(asTyped(typed.reveal()))
      return right.length === given.length && timingSafeEqual(right, given)
    },
  }
}

/** Codes are pasted with spaces or hyphens and typed with full-width digits; all of that is the same code. */
function asTyped(text: string): string {
  return text.normalize('NFKC').replace(/[\s-]/gu, '')
}
