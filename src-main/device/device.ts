import type { Signer } from '../../client/device-proof.ts'

/** What shows the server that a recovery is begun from an enrolled machine. */
export type Handed = {
  /** Signed by the machine's key; it names the key below, and goes along with `begin` alone. */
  ticket: string
  /** In memory only, for one recovery: every request is signed by it. */
  key: Signer
}

/**
 * The machine as the server knows it. Its key lies in the credential store (kept-device.ts); under Windows' sign-in screen the launcher alone
 * has it, and hands over what it signed (handed-device.ts, S-06).
 */
export type Device = {
  /** @returns undefined where this machine is no device: not enrolled, or its key cannot be had. Never rejects. */
  next: () => Promise<Handed | undefined>
  /** The server counts it as none: never enrolled there, revoked, or copied. There is no next ticket until the program starts anew. */
  countsAsNone: () => void
}
