import { Secret } from '@gatehouse/contract'

/** What argon2id takes beside the text. `memory` in KiB. */
export type Effort = { readonly memory: number; readonly passes: number; readonly lanes: number }
export type Hash = Effort & { readonly salt: Buffer; readonly hash: Buffer }

/** More than we shall ever ask for: what is kept somewhere must not make us take all memory. */
const MOST: Effort = { memory: 262_144, passes: 16, lanes: 4 }

/** Argon2's version 1.3 (RFC 9106), the only one that OpenSSL makes. */
const VERSION = 19
const FORM = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=(\d{1,2})\$([A-Za-z0-9+/]{22,86})\$([A-Za-z0-9+/]{43,86})$/u

/** As the PHC string format has it, with the effort, so that it can be raised: what was kept before goes on being compared with its own. */
export const written = ({ memory, passes, lanes, salt, hash }: Hash): Secret =>
  new Secret(`$argon2id$v=${VERSION}$m=${memory},t=${passes},p=${lanes}$${unpadded(salt)}$${unpadded(hash)}`)

/** @returns undefined: it is nothing of ours */
export function parsed(text: Secret): Hash | undefined {
  const [, memory, passes, lanes, salt = '', hash = ''] = FORM.exec(text.reveal()) ?? []
  const effort = { memory: Number(memory), passes: Number(passes), lanes: Number(lanes) }
  // RFC 9106 §3.1: at least eight KiB for each lane.
  const isSane = effort.memory >= 8 * effort.lanes && effort.memory <= MOST.memory && effort.passes >= 1 && effort.passes <= MOST.passes && effort.lanes >= 1 && effort.lanes <= MOST.lanes
  return isSane ? { ...effort, salt: Buffer.from(salt, 'base64'), hash: Buffer.from(hash, 'base64') } : undefined
}

const unpadded = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/u, '')
