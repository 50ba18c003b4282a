import { createHash } from 'node:crypto'

/** Of all names below: made once, never changed, or upgrades would not know their own components any more. */
const NAMESPACE = Buffer.from('5f2c1e0a94b34d7f8c61a7d0e3b95a12', 'hex')

/**
 * A GUID that follows from a name alone (RFC 9562, version 5), as Windows Installer writes them.
 * @param name what it stands for, such as `component resources/app.asar`
 */
export function guidOf(name: string): string {
  const bytes = createHash('sha1').update(NAMESPACE).update(name).digest().subarray(0, 16)
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  const hex = bytes.toString('hex').toUpperCase()
  return `{${[hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')}}`
}

/** A name for a row of a table: letters and digits, 72 at most, the same for the same text. */
export function rowName(kind: string, text: string): string {
  return `${kind}_${createHash('sha256').update(text).digest('hex').slice(0, 24)}`
}
