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

/** Reads of nTSecurityDescriptor the DACL alone: the rest needs rights that nobody gives (MS-ADTS 3.1.1.3.4.1.11). */
export const daclOnly: Control = new PlainControl('1.2.840.113556.1.4.801', true, Buffer.from([0x30, 0x03, 0x02, 0x01, 0x04]))
