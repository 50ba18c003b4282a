import type { Delivery } from './pdu.ts'

/** How a message ended, or where it is, as the provider says. */
export type ReceiptState = 'delivered' | 'expired' | 'deleted' | 'undeliverable' | 'accepted' | 'rejected' | 'on-its-way' | 'unknown'

/** `ids`: every way in which the provider may have named the message before. */
export type Receipt = { ids: readonly string[]; state: ReceiptState }

// SMPP 3.4 §5.2.28 and appendix B.
const byNumber: Readonly<Record<number, ReceiptState>> = {
  1: 'on-its-way', 2: 'delivered', 3: 'expired', 4: 'deleted', 5: 'undeliverable', 6: 'accepted', 7: 'unknown', 8: 'rejected',
}
const byWord: Readonly<Record<string, ReceiptState>> = {
  ENROUTE: 'on-its-way', DELIVRD: 'delivered', EXPIRED: 'expired', DELETED: 'deleted', UNDELIV: 'undeliverable', ACCEPTD: 'accepted', UNKNOWN: 'unknown', REJECTD: 'rejected',
}

const RECEIPTED_MESSAGE_ID = 0x001e
const MESSAGE_STATE = 0x0427

/** @returns undefined when it is no receipt: a person may have answered, or it is broken */
export function receiptOf({ esmClass, text, parameters }: Delivery): Receipt | undefined {
  // §5.2.12: bits 5 to 2 say what kind of message it is.
  if ((esmClass & 0b0011_1100) !== 0b0000_0100) return undefined
  // Its text repeats the beginning of ours: nothing of it but these two words goes any further.
  const words = text.toString('latin1')
  const id = parameters.get(RECEIPTED_MESSAGE_ID)?.toString('latin1').replace(/\0.*$/su, '') ?? /\bid:([^\s]{1,65})/iu.exec(words)?.[1]
  const state = byNumber[parameters.get(MESSAGE_STATE)?.[0] ?? 0] ?? byWord[/\bstat:(\w{7})/iu.exec(words)?.[1]?.toUpperCase() ?? '']
  return id && state ? { ids: namesOf(id), state } : undefined
}

/** Some centres give the number of a message in hexadecimal and say it in decimal in the receipt, or the other way about. */
function namesOf(id: string): string[] {
  const names = [id]
  const compact = id.replace(/^0+(?=.)/u, '')
  if (/^\d{1,20}$/u.test(compact)) names.push(compact, BigInt(compact).toString(16), BigInt(compact).toString(16).toUpperCase())
  if (/^[0-9a-f]{1,16}$/iu.test(compact)) names.push(BigInt(`0x${compact}`).toString())
  return [...new Set(names)]
}
