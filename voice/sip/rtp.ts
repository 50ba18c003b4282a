/** RFC 3550 §5.1. */
export type Packet = {
  readonly type: number
  readonly marker: boolean
  readonly sequence: number
  readonly timestamp: number
  readonly source: number
  readonly payload: Buffer
}

const HEADER = 12

export function packet({ type, marker, sequence, timestamp, source, payload }: Packet): Buffer {
  const head = Buffer.alloc(HEADER)
  head.writeUInt8(0x80, 0)
  head.writeUInt8((marker ? 0x80 : 0) | type, 1)
  head.writeUInt16BE(sequence, 2)
  head.writeUInt32BE(timestamp, 4)
  head.writeUInt32BE(source, 8)
  return Buffer.concat([head, payload])
}

/** Where the payload begins. @returns undefined when it is no packet of RTP */
export function headerLength(octets: Buffer): number | undefined {
  if (octets.length < HEADER || octets.readUInt8(0) >> 6 !== 2) return undefined
  const flags = octets.readUInt8(0)
  let begin = HEADER + (flags & 0x0f) * 4
  if (flags & 0x10) {
    if (begin + 4 > octets.length) return undefined
    begin += 4 + octets.readUInt16BE(begin + 2) * 4
  }
  return begin > octets.length ? undefined : begin
}

/** @returns undefined when it is no packet of RTP */
export function packetIn(octets: Buffer): Packet | undefined {
  const begin = headerLength(octets)
  if (begin === undefined) return undefined
  const end = octets.length - (octets.readUInt8(0) & 0x20 ? octets.readUInt8(octets.length - 1) : 0)
  if (begin > end) return undefined
  return {
    type: octets.readUInt8(1) & 0x7f, marker: (octets.readUInt8(1) & 0x80) !== 0, sequence: octets.readUInt16BE(2),
    timestamp: octets.readUInt32BE(4), source: octets.readUInt32BE(8), payload: octets.subarray(begin, end),
  }
}
