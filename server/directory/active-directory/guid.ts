/**
 * MS-DTYP 2.3.4.2: the first three groups of the sixteen bytes are little-endian.
 * @returns `bf9679e4-0de6-11d0-a285-00aa003049e2`; undefined when these are not sixteen bytes
 */
export function guidText(bytes: Buffer): string | undefined {
  if (bytes.length !== 16) return undefined
  const groups = [bytes.subarray(0, 4).toReversed(), bytes.subarray(4, 6).toReversed(), bytes.subarray(6, 8).toReversed(), bytes.subarray(8, 10), bytes.subarray(10)]
  return groups.map((group) => Buffer.from(group).toString('hex')).join('-')
}

/**
 * The name under which an object is found wherever it was moved or renamed to (MS-ADTS 3.1.1.3.1.2.4).
 * @throws Error for anything but a GUID: nothing else may become part of a name
 */
export function guidBase(guid: string): string {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(guid)) throw new Error('not an objectGUID')
  return `<GUID=${guid}>`
}
