import { type BerWriter, Control } from 'ldapts'

/** A control of an LDAP request, RFC 4511 §4.1.11, whose value is given as it goes over the wire. */
class PlainControl extends Control {
  readonly #value: Buffer

  constructor(oid: string, critical: boolean, value: Buffer) {
    super(oid, { critical })
    this.#value = value
  }

  protected override writeControl(writer: BerWriter): void {
    // RFC 4511 §4.1.11: an octet string around the value.
    writer.writeBuffer(this.#value, 0x04)
  }
}

/** A critical one: who does not know it must not do as if it had not been asked for. @param value in BER */
export const plainControl = (oid: string, value: Buffer): Control => new PlainControl(oid, true, value)

/** Reads of nTSecurityDescriptor the DACL alone: the rest needs rights that nobody gives (MS-ADTS 3.1.1.3.4.1.11). */
export const daclOnly: Control = plainControl('1.2.840.113556.1.4.801', Buffer.from([0x30, 0x03, 0x02, 0x01, 0x04]))
