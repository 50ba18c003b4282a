import { isIP, SocketAddress } from 'node:net'
import { Secret } from '@gatehouse/contract'
import { SUITE } from './srtp.ts'

/** RFC 8866 and 3264: which sound goes where. */
export type Codec = 'PCMA' | 'PCMU'
/** RFC 3551 §6: numbers that need no explanation. */
export const payloadOf: Readonly<Record<Codec, number>> = { PCMU: 0, PCMA: 8 }
/** Ours for keys (RFC 4733). 101 is what everybody takes. */
const EVENTS = 101

/** Where the other side wants its sound, and what it sends. */
export type Media = {
  readonly address: string
  readonly port: number
  readonly codec: Codec
  /** Payload type of keys; undefined: it sends none as RFC 4733 has them. */
  readonly events: number | undefined
  /** Whether it wants to hear us. */
  readonly listens: boolean
  /** RFC 4568: with what it encrypts, and which of the ways offered that is; undefined: with nothing. */
  readonly crypto: { readonly tag: number; readonly secret: Secret } | undefined
}

/** What may be agreed on. Family: 4 or 6, as our own address is: from the other nothing would arrive. */
export type Wanted = { readonly codecs: readonly Codec[]; readonly family: number; /** Nothing else, or not at all. */ readonly encrypted: boolean }

type Ours = { address: string; port: number; codecs: readonly Codec[]; crypto: Media['crypto']; /** Of this call, and which offer or answer of it (RFC 3264 §8). */ session: string; version: number; /** Theirs, where we answer; ours where we ask. */ events?: number | undefined }

export function describeMedia({ address, port, codecs, crypto, session, version, ...theirs }: Ours): string {
  const events = 'events' in theirs ? theirs.events : EVENTS
  const place = `IN IP${isIP(address) === 6 ? 6 : 4} ${address}`
  return [
    'v=0', `o=- ${session} ${version} ${place}`, 's=-', `c=${place}`, 't=0 0',
    `m=audio ${port} ${crypto ? 'RTP/SAVP' : 'RTP/AVP'} ${[...codecs.map((codec) => payloadOf[codec]), ...(events === undefined ? [] : [events])].join(' ')}`,
    ...codecs.map((codec) => `a=rtpmap:${payloadOf[codec]} ${codec}/8000`),
    ...(events === undefined ? [] : [`a=rtpmap:${events} telephone-event/8000`, `a=fmtp:${events} 0-11`]), ...(crypto ? [`a=crypto:${crypto.tag} ${SUITE} inline:${crypto.secret.reveal()}`] : []),
    'a=ptime:20', 'a=sendrecv', '',
  ].join('\r\n')
}

/**
 * Reads what the other side says. One without the encryption that is wanted (or with one that is not), with a name instead of an address, or
 * without a sound that we have, is none.
 */
export function mediaIn(body: Buffer, { codecs, family, encrypted }: Wanted): Media | undefined {
  const lines = body.toString('latin1').split(/\r?\n/u, 300)
  const begin = lines.findIndex((line) => line.startsWith('m='))
  if (begin < 0) return undefined
  const after = lines.findIndex((line, at) => at > begin && line.startsWith('m='))
  const media = lines.slice(begin, after < 0 ? undefined : after)
  const [, digits = '', profile, formats = ''] = /^m=audio (\d{1,5})(?:\/1)? RTP\/(S?)AVP((?: \d{1,3}){1,30})$/u.exec(media[0]?.trim() ?? '') ?? []
  const crypto = encrypted ? cryptoIn(media) : undefined
  const port = Number(digits)
  const address = addressIn([...media, ...lines.slice(0, begin)], family)
  const types = formats.trim().split(' ').map(Number)
  const codec = codecs.find((one) => types.includes(payloadOf[one]))
  if (port === 0 || port > 65_535 || address === undefined || codec === undefined) return undefined
  if (encrypted !== (profile === 'S') || (encrypted && !crypto)) return undefined
  const direction = /^a=(sendrecv|sendonly|recvonly|inactive)$/u.exec(media.find((line) => /^a=(?:sendrecv|sendonly|recvonly|inactive)\s*$/u.test(line))?.trim() ?? '')?.[1]
  return { address, port, codec, crypto, events: types.find((type) => media.some((line) => line.trim().toLowerCase() === `a=rtpmap:${type} telephone-event/8000`)), listens: direction === undefined || direction === 'sendrecv' || direction === 'recvonly' }
}

/** The first that we have. Others, and those with numbered keys or with parts left open, are not understood. */
function cryptoIn(media: readonly string[]): Media['crypto'] {
  for (const line of media) {
    const [, tag, secret] = new RegExp(`^a=crypto:(\\d{1,9}) ${SUITE} inline:([A-Za-z0-9+/]{40})(?:\\|2\\^\\d{1,2}|\\|\\d{1,15})?\\s*$`, 'u').exec(line) ?? []
    if (tag !== undefined && secret !== undefined) return { tag: Number(tag), secret: new Secret(secret) }
  }
  return undefined
}

/** The first counts. @returns undefined for what is no address of one machine; 0.0.0.0 is how older ones say "hold" */
function addressIn(lines: readonly string[], family: number): string | undefined {
  const [, address = ''] = /^c=IN IP[46] (\S{1,45})$/u.exec(lines.find((line) => line.startsWith('c='))?.trim() ?? '') ?? []
  if (isIP(address) !== family || address.includes('%')) return undefined
  if (family === 4) return Number(address.split('.')[0]) < 224 && !address.startsWith('0.') ? address : undefined
  // As the system writes it, to be compared.
  const plain = new SocketAddress({ address, family: 'ipv6' }).address
  return /^(?:ff|::$)/u.test(plain) ? undefined : plain
}
