import type { Message } from './message.ts'

export type Place = { readonly address: string; readonly port: number }

/** `broken`: nothing comes any more; told once. */
export type Ears = { readonly message: (message: Message) => void; readonly broken: (why: string) => void }

/** A line to the telephone system, and to nobody else: what anybody else sends is never seen behind it. */
export type Wire = {
  readonly protocol: 'UDP' | 'TCP' | 'TLS'
  /** From where we speak, as the other side sees it where nothing lies between. */
  readonly local: Place
  readonly remote: Place
  readonly send: (octets: Buffer) => void
  /** One at a time, the last; nobody speaks to us before we have spoken. Of a line that is broken already it is told at once. */
  readonly listen: (ears: Ears) => void
  /** Why nothing comes any more; undefined: it stands. */
  readonly lost: () => string | undefined
  readonly close: () => void
}

/** @returns the address as it stands in a URI or a Via */
export const written = ({ address, port }: Place): string => `${address.includes(':') ? `[${address}]` : address}:${port}`
