import { reader, writer } from './octets.ts'

/** The little of SMPP 3.4 that we speak. Section numbers are those of "Short Message Peer to Peer Protocol Specification v3.4", issue 1.2. */

/** §5.1.2.1 */
export const command = {
  genericNack: 0x8000_0000,
  bindTransceiver: 0x0000_0009,
  bindTransceiverResp: 0x8000_0009,
  submitSm: 0x0000_0004,
  submitSmResp: 0x8000_0004,
  deliverSm: 0x0000_0005,
  deliverSmResp: 0x8000_0005,
  unbind: 0x0000_0006,
  unbindResp: 0x8000_0006,
  enquireLink: 0x0000_0015,
  enquireLinkResp: 0x8000_0015,
} as const

/** One message between a client and a message centre. */
export type Pdu = { command: number; status: number; sequence: number; body: Buffer }

/** §3.2: length, command, status, sequence. */
export const HEADER = 16

export function encode({ command: id, status, sequence, body }: Pdu): Buffer {
  return writer().uint32(HEADER + body.length).uint32(id).uint32(status).uint32(sequence).bytes(body).done()
}

/** @param frame one whole PDU, its length included */
export function decode(frame: Buffer): Pdu {
  return { command: frame.readUInt32BE(4), status: frame.readUInt32BE(8), sequence: frame.readUInt32BE(12), body: frame.subarray(HEADER) }
}

/** §4.1.5. Signs in for both directions, as version 3.4. */
export const bindBody = (systemId: string, password: string, systemType: string): Buffer =>
  writer().text(systemId).text(password).text(systemType).uint8(0x34).uint8(0).uint8(0).text('').done()

/** §5.2.5, §5.2.6: what kind of address it is, and after which plan it is numbered. */
export type Address = { ton: number; npi: number; digits: string }

export type Submit = {
  source: Address
  destination: Address
  /** Whether the text begins with a header of its own (§5.2.12). */
  udh: boolean
  /** §7.1.1.2: how long the message centre tries, relative; empty: as it likes. */
  validity: string
  /** §5.2.19: 0 the centre's alphabet, 8 UCS-2. */
  coding: 0 | 8
  text: Buffer
}

/** §4.4.1. Asks for a receipt of how it ended (§5.2.17). */
export const submitBody = ({ source, destination, udh, validity, coding, text }: Submit): Buffer =>
  writer()
    .text('').uint8(source.ton).uint8(source.npi).text(source.digits)
    .uint8(destination.ton).uint8(destination.npi).text(destination.digits)
    .uint8(udh ? 0x40 : 0).uint8(0).uint8(0).text('').text(validity)
    .uint8(1).uint8(0).uint8(coding).uint8(0).uint8(text.length).bytes(text).done()

/** @returns the number that the centre gave the message; empty where it gave none */
export const messageIdOf = (submitSmResp: Pdu): string => reader(submitSmResp.body).text() ?? ''

export type Delivery = {
  esmClass: number
  text: Buffer
  /** Optional parameters (§5.3.2) by their tag. */
  parameters: ReadonlyMap<number, Buffer>
}

/** §4.6.1. @returns undefined when it is no such body */
export function deliveryOf({ body }: Pdu): Delivery | undefined {
  const read = reader(body)
  read.text()
  for (let address = 0; address < 2; address++) {
    read.uint8()
    read.uint8()
    read.text()
  }
  const esmClass = read.uint8()
  read.uint8()
  read.uint8()
  read.text()
  read.text()
  for (let octet = 0; octet < 4; octet++) read.uint8()
  const text = read.bytes(read.uint8())
  const parameters = new Map<number, Buffer>()
  while (read.left() > 0 && read.whole()) parameters.set(read.uint16(), read.bytes(read.uint16()))
  return read.whole() ? { esmClass, text, parameters } : undefined
}
