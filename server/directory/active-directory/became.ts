import type { Entry } from 'ldapts'
import { STILL_OPEN } from '../../recovery/machine.ts'
import type { Became, Sent } from '../../recovery/ports.ts'
import { bytes, integer } from './entry.ts'
import { guidBase } from './guid.ts'
import { isCleared, stampAttribute, stampIn, told, USUALLY_APART } from './stamp.ts'

/** What a controller has to say. `invocation`: by which its own changes are known. `entry`: null when it knows no such person. */
export type Heard = { readonly host: string; readonly invocation: string | undefined; readonly entry: Entry | null }

/** What must be asked for. */
export const traceOf = (person: string) => ({ base: guidBase(person), attributes: ['pwdLastSet', 'lockoutTime', stampAttribute], bytes: [stampAttribute] })

/**
 * What became of a change whose answer was lost, once it can no longer take effect. The controller that was to make it knows best;
 * while that one is away, another that has heard of it from there does for it.
 * @param heard of all controllers that answered
 * @returns undefined while nobody knows
 */
export function becameOf(sent: Sent, heard: readonly Heard[]): Became | undefined {
  const there = heard.find(({ host }) => host.toLowerCase() === sent.controller?.toLowerCase())
  if (there) return there.entry ? atItsController(sent, there.invocation, there.entry) : 'gone'
  // What another one has not heard says nothing, nor does what came over it since: the controller itself may yet tell.
  const elsewhere = heard.map(({ entry }) => (entry && sent.stamp !== undefined ? byStamp(sent, sent.stamp, entry) : undefined))
  return elsewhere.find((one) => one === 'done' || one === 'not-done')
}

function atItsController(sent: Sent, invocation: string | undefined, entry: Entry): Became {
  if (sent.stamp === undefined || !bytes(entry, stampAttribute)) return byTime(sent, entry)
  const became = byStamp(sent, sent.stamp, entry)
  if (became !== 'unchanged') return became
  // A controller that was restored from a copy has another invocationId, and may have forgotten what it did.
  return sent.stamp.endsWith(`@${invocation ?? ''}`) ? 'not-done' : 'never-known'
}

function byStamp({ choice, since }: Sent, stamp: string, entry: Entry): 'done' | 'not-done' | 'unchanged' | 'never-known' {
  const now = told(stamp, stampIn(entry, choice), since)
  if (now === 'other' || (now === 'done' && choice === 'unlock' && !isCleared(entry))) return 'never-known'
  return now
}

/** Where stamps may not be read: by when the password was set last, which is written anew with each. */
function byTime({ choice, since, passwordMark }: Sent, entry: Entry): Became {
  const last = integer(entry, 'pwdLastSet')
  // Zero: it must be changed at the next sign-in, whenever it was set.
  if (choice === 'unlock' || last === undefined || last === 0n) return 'never-known'
  if (String(last) === passwordMark) return 'not-done'
  const at = Number(last / 10_000n) - 11_644_473_600_000
  return at - since - STILL_OPEN <= USUALLY_APART ? 'done' : 'never-known'
}
