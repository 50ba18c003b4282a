import { lengthOf, LIMITS, partsOf, septetsOf } from '../alphabet.ts'
import type { Address, Submit } from './pdu.ts'

type Text = Pick<Submit, 'udh' | 'coding' | 'text'>

/**
 * A text as it goes over the air: in GSM-7 where that can be, one septet an octet, else in UCS-2; in several parts where it is too
 * long for one.
 * @param reference that the parts have in common, from 0 to 255
 */
export function textsOf(text: string, reference: number): Text[] {
  const { alphabet, segments } = lengthOf(text)
  const coding = alphabet === 'GSM-7' ? 0 : 8
  const octets = (part: string) => (coding === 0 ? Buffer.from(septetsOf(part) ?? []) : Buffer.from(part, 'utf16le').swap16())
  if (segments === 1) return [{ udh: false, coding, text: octets(text) }]
  const parts = partsOf(text, LIMITS[alphabet].part)
  // 3GPP TS 23.040 §9.2.3.24.1: five octets follow; concatenation, three of them; which message, how many, which of them.
  return parts.map((part, index) => ({ udh: true, coding, text: Buffer.concat([Buffer.from([5, 0, 3, reference, parts.length, index + 1]), octets(part)]) }))
}

// SMPP 3.4 §5.2.5, §5.2.6.
const INTERNATIONAL = { ton: 1, npi: 1 }
const OF_THE_NETWORK = { ton: 3, npi: 0 }
const LETTERS = { ton: 5, npi: 0 }

/** @param text `+4930123456`, a short code, or a name of up to eleven letters */
export function addressOf(text: string): Address {
  if (text.startsWith('+')) return { ...INTERNATIONAL, digits: text.slice(1) }
  return { ...(/^\d+$/u.test(text) ? OF_THE_NETWORK : LETTERS), digits: text }
}

/** @param seconds at most 99 days @returns §7.1.1.2: years, months, days, hours, minutes, seconds, tenths and 00R */
export function validityOf(seconds: number | undefined): string {
  if (seconds === undefined) return ''
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0')
  return `0000${two(seconds / 86_400)}${two((seconds % 86_400) / 3600)}${two((seconds % 3600) / 60)}${two(seconds % 60)}000R`
}
