import { decode, HEADER, type Pdu } from './pdu.ts'

/** Longer than any PDU of ours or of a centre's answers: a text has 254 octets at most, a payload 64 KiB, and we ask for none. */
const MOST = 4096

/** What came was no PDU, or longer than any that is one: nothing after it can be told apart. */
export class BrokenStream extends Error {
  constructor(why: string) {
    super(why)
    this.name = 'BrokenStream'
  }
}

/**
 * Cuts a stream of octets into PDUs.
 * @returns takes octets as they come and gives the PDUs that are whole by then
 * @throws BrokenStream
 */
export function framer(): (octets: Buffer) => Pdu[] {
  let pending: Buffer = Buffer.alloc(0)
  return (octets) => {
    pending = Buffer.concat([pending, octets])
    const pdus: Pdu[] = []
    while (pending.length >= 4) {
      const length = pending.readUInt32BE(0)
      if (length < HEADER || length > MOST) throw new BrokenStream(`a PDU of ${length} octets`)
      if (pending.length < length) break
      pdus.push(decode(pending.subarray(0, length)))
      pending = pending.subarray(length)
    }
    return pdus
  }
}
