import { type Times, usualTimes } from './again.ts'
import type { Account } from './digest.ts'
import type { Endpoint } from './open-wire.ts'
import type { Codec } from './sdp.ts'

export type PbxSettings = {
  readonly endpoint: Endpoint
  /** Undefined: the telephone system knows us by our address. */
  readonly account: Account | undefined
  /** The number, or the name, that the call comes from. */
  readonly from: string
  /** What is dialled instead of the + of a number. */
  readonly plus: string
  readonly codecs: readonly Codec[]
  /** Whether its sound is encrypted (SRTP); then none that is not is taken. */
  readonly encrypted: boolean
}

/** Milliseconds. `connect`: until a connection stands. Others: `Setting` and `Parts` of a call. */
export type PbxLimits = { readonly connect: number; readonly firstAnswer: number; readonly taken: number; readonly times: Times }
export const usualLimits: PbxLimits = { connect: 5000, firstAnswer: 8000, taken: 4000, times: usualTimes }

/** Of an address with colons as a URI has it. */
export const hostOf = ({ endpoint: { host } }: Pick<PbxSettings, 'endpoint'>): string => (host.includes(':') ? `[${host}]` : host)
