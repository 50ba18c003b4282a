import type { Message } from './message.ts'

export type Place = { readonly address: string; readonly port: number }

/** A line to the telephone system, and to nobody else: what anybody else sends is never seen behind it. */
export type Wire = {
  readonly protocol: 'UDP' | 'TCP' | 'TLS'
  /** From where we speak, as the other side sees it where nothing lies between. */
  readonly local: Place
  readonly remote: Place
  readonly send: (octets: Buffer) => void
  /** One listener each. `broken`: nothing comes any more. */
  readonly listen: (ears: { message: (message: Message) => void; broken: (why: string) => void }) => void
  readonly close: () => void
}

/** @returns the address as it stands in a URI or a Via */
export const written = ({ address, port }: Place): string => `${address.includes(':') ? `[${address}]` : address}:${port}`
