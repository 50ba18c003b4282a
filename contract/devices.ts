import * as v from 'valibot'
import { op, type Shape } from './operation.ts'
import { SecretText } from './words.ts'

// What enrolled workstations and the server say to each other (S-06, S-07). What it promises: docs/devices.md.

/** Request: a proof that whoever asks holds a key (RFC 9449 §4.1). */
export const PROOF_HEADER = 'dpop'

/**
 * Answer: what the next proof must carry (RFC 9449 §8). A server says it with every answer below /v1 where it takes devices; where
 * it says none it takes none, and a client sends it neither ticket nor proof.
 */
export const NONCE_HEADER = 'dpop-nonce'

/** Request, with `begin` alone: the ticket of the device. A recovery that began with one takes its token as `Authorization: DPoP` only. */
export const TICKET_HEADER = 'gatehouse-ticket'

export const TICKET_TYPE = 'gatehouse-ticket+jwt'
export const PROOF_TYPE = 'dpop+jwt'
/** Of a ticket that is good for one question and nothing else: whether somebody is to be reminded of registering. */
export const REMINDER_TYPE = 'gatehouse-reminder+jwt'
/** ECDSA over P-256 with SHA-256 (RFC 7518 §3.4). No other is taken. */
export const ALGORITHM = 'ES256'

/** 256 bits in base64url (RFC 4648 §5): a coordinate, a SHA-256. */
const Bits256 = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{43}$/))

/** A public key as JWK (RFC 7518 §6.2.1), with nothing beside: a private part in it is refused. */
export const PublicKey = v.strictObject({ kty: v.literal('EC'), crv: v.literal('P-256'), x: Bits256, y: Bits256 })
export type PublicKey = v.InferOutput<typeof PublicKey>

export const DeviceId = v.pipe(v.string(), v.uuid())

/** `kid`: the device's id. */
export const TicketHeader = v.strictObject({ typ: v.literal(TICKET_TYPE), alg: v.literal(ALGORITHM), kid: DeviceId })

export const TicketClaims = v.object({
  /** The origin of the server's public address. */
  aud: v.pipe(v.string(), v.maxLength(300)),
  /** RFC 7638 thumbprint, SHA-256, of the ephemeral public key that this ticket is for. */
  jkt: Bits256,
  /** Greater with each ticket of this device. There is no time in a ticket: the machine's clock is believed in nothing. */
  seq: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
})
export type TicketClaims = v.InferOutput<typeof TicketClaims>

export const ReminderHeader = v.strictObject({ typ: v.literal(REMINDER_TYPE), alg: v.literal(ALGORITHM), kid: DeviceId })

export const ReminderClaims = v.object({
  /** As in a ticket. */
  aud: v.pipe(v.string(), v.maxLength(300)),
  /** The SID of whoever has signed in at the machine, as Windows says it: nobody can choose it who is not the machine. */
  sub: v.pipe(v.string(), v.regex(/^S-1-\d{1,15}(?:-\d{1,10}){1,15}$/)),
  /** Greater with each reminder of this device; counted apart from tickets, so that neither makes the other late. */
  seq: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
})
export type ReminderClaims = v.InferOutput<typeof ReminderClaims>

export const ProofHeader = v.strictObject({ typ: v.literal(PROOF_TYPE), alg: v.literal(ALGORITHM), jwk: PublicKey })

export const ProofClaims = v.object({
  htm: v.pipe(v.string(), v.maxLength(10)),
  /** The server's public address as both sides have it in their settings, and the operation's path; no query. */
  htu: v.pipe(v.string(), v.maxLength(500)),
  /** 128 random bits in base64url. */
  jti: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{22}$/)),
  /** RFC 9449 wants it; it is never judged: the machine's clock may be wrong by years. */
  iat: v.number(),
  /** The last that this server said; absent where it has said none yet, and the answer then says one. */
  nonce: v.optional(v.pipe(v.string(), v.maxLength(100))),
  /** SHA-256 in base64url of the recovery's token, where one is sent. */
  ath: v.optional(Bits256),
})
export type ProofClaims = v.InferOutput<typeof ProofClaims>

/** Characters of the longest real ticket or proof, and some more. */
export const LONGEST_SIGNED = 2000

const EnrolIn = v.object({
  /** Of the group, as an administrator handed it out; capitals, spaces and hyphens do not matter. */
  code: SecretText(100),
  /** What the machine is called. Nothing rests on it: it is shown to administrators. */
  name: v.pipe(v.string(), v.maxLength(63), v.regex(/^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?$/)),
  key: PublicKey,
})

/** Good once: until then whoever has it can ask that one question. */
const RemindIn = v.object({ ticket: SecretText(LONGEST_SIGNED) })

/** The operations of a device, once. They are apart from those of a recovery: no screen has them. */
export const deviceOperations = {
  enrol: op({
    method: 'POST', path: '/v1/devices', in: EnrolIn, out: v.object({ device: DeviceId }),
    problems: ['nonce-needed', 'device-proof-refused', 'enrolment-refused', 'too-many-tries'],
    summary: 'Make this machine known, by a code of its group, with a proof by the key that is enrolled. The same key again gives the same device, and costs the code nothing.',
  }),
  remind: op({
    method: 'POST', path: '/v1/reminders', in: RemindIn, out: v.object({ remind: v.boolean() }),
    problems: ['device-proof-refused', 'device-unknown', 'ticket-over', 'too-many-tries', 'directory-unreachable', 'directory-denied'],
    summary: 'Whether somebody who has signed in at this machine still has to register something, by a ticket that says who. Nobody, and whoever the policy asks for nothing, is answered with no.',
  }),
} as const satisfies Record<string, Shape>

export type DeviceOperationName = keyof typeof deviceOperations
export type DeviceOperation<N extends DeviceOperationName = DeviceOperationName> = (typeof deviceOperations)[N]
/** What a handler receives: parsed, its secrets wrapped. */
export type DeviceParsed<N extends DeviceOperationName> = v.InferOutput<DeviceOperation<N>['in']>
export type DeviceOutput<N extends DeviceOperationName> = v.InferOutput<DeviceOperation<N>['out']>

export const deviceOperationNames = Object.keys(deviceOperations).filter((name): name is DeviceOperationName => name in deviceOperations)
