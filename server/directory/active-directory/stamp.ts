import type { Choice } from '@gatehouse/contract'
import type { Entry } from 'ldapts'
import { STILL_OPEN } from '../../recovery/machine.ts'
import { bytes, text } from './entry.ts'
import { guidText } from './guid.ts'

/**
 * What replication notes of each attribute and carries along with it: how often it was changed, and where and when the last time
 * (MS-ADTS 3.1.1.1.9, AttributeStamp). Reading it needs no more than the right to read this attribute (MS-ADTS 3.1.1.4.4).
 */
export const stampAttribute = 'replPropertyMetaData'

/** `origin`: the invocationId of the controller that made the last change. `at`: by its clock, milliseconds since 1970, whole seconds. */
type Stamp = { readonly version: number; readonly origin: string; readonly at: number }

// MS-DRSR 5.16.4, ATTRTYP: unicodePwd is 1.2.840.113556.1.4.90, lockoutTime …662; 9 stands for 1.2.840.113556.1.4 in every domain.
const ATTRIBUTES: Readonly<Record<Choice, number>> = { 'set-password': 0x9_005a, 'unlock': 0x9_0296 }

// MS-DRSR 4.1.10.2.22 PROPERTY_META_DATA: attribute, version, seconds since 1601, invocationId, two counters. Before them the version of
// the whole, which has been 1 ever since, and how many there are; each in eight bytes.
const HEAD = 16
const EACH = 48
const FROM_1601 = 11_644_473_600

/**
 * @param entry with `stampAttribute` as bytes
 * @returns the stamp of the attribute that a choice changes; undefined when it never was, when it may not be read, and at a
 *   read-only controller, which holds the stamp of a secret without its time
 */
export function stampIn(entry: Entry, choice: Choice): Stamp | undefined {
  const all = bytes(entry, stampAttribute)
  if (!all || all.length < HEAD || all.readUInt32LE(0) !== 1) return undefined
  for (let from = HEAD; from + EACH <= all.length; from += EACH) {
    if (all.readUInt32LE(from) !== ATTRIBUTES[choice]) continue
    const seconds = Number(all.readBigUInt64LE(from + 8))
    const origin = guidText(all.subarray(from + 16, from + 32))
    return seconds === 0 || origin === undefined ? undefined : { version: all.readUInt32LE(from + 4), origin, at: (seconds - FROM_1601) * 1000 }
  }
  return undefined
}

/**
 * What is remembered before a change, to recognise it by later.
 * @param here the invocationId of the controller at which the change is going to be made, and which said this
 */
export function stampsBefore(entry: Entry, here: string | undefined): { readonly stamps?: Readonly<Record<Choice, string>> } {
  if (here === undefined || !bytes(entry, stampAttribute)) return {}
  const written = (choice: Choice) => `${stampIn(entry, choice)?.version ?? 0}@${here}`
  return { stamps: { 'set-password': written('set-password'), 'unlock': written('unlock') } }
}

/** Milliseconds that two clocks of a domain may be apart at most (`root-entry.ts` lets no other be used), and usually are. */
const APART = 3_600_000
export const USUALLY_APART = 300_000

/**
 * What a stamp tells of a change, wherever it was read. Versions are counted one by one: the next one after that of before, made by the
 * controller that was to make the change, is the first thing that happened there since.
 * @param before as `stampsBefore` gave it @param since when the change was sent, milliseconds since 1970
 * @returns `unchanged`: nothing has happened, as far as this controller has heard. `other`: things have happened that leave it open for good
 */
export function told(before: string, now: Stamp | undefined, since: number): 'done' | 'not-done' | 'unchanged' | 'other' {
  const [, version, origin] = /^(\d+)@(.+)$/.exec(before) ?? []
  if (version === undefined || origin === undefined) return 'other'
  if (now === undefined || now.version <= Number(version)) return 'unchanged'
  if (now.version !== Number(version) + 1 || now.origin !== origin) return 'other'
  const late = now.at - since - STILL_OPEN
  if (late <= USUALLY_APART) return 'done'
  // Somebody else's, of later: ours had not come before it, and can no longer.
  return late > APART ? 'not-done' : 'other'
}

/** A lockoutTime that was written may be that of a new lock-out. */
export const isCleared = (entry: Entry) => (text(entry, 'lockoutTime') ?? '0') === '0'
