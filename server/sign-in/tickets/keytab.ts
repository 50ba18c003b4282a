/** One key in a keytab: whose, of which version, for which kind of encryption (RFC 3961 and its registry). */
export type KeytabKey = { readonly principal: string; readonly version: number; readonly encryption: number }

export const encryptionNames: Readonly<Record<number, string>> = { 17: 'AES128', 18: 'AES256', 19: 'AES128-SHA256', 20: 'AES256-SHA384', 23: 'RC4', 3: 'DES', 1: 'DES' }

/**
 * Reads what a keytab holds, but for the keys themselves: MIT's file format, version 2, which ktpass writes too.
 * @returns undefined for what is no such file, or is cut short
 */
export function keysIn(file: Buffer): readonly KeytabKey[] | undefined {
  if (file.length < 2 || file.readUInt16BE(0) !== 0x0502) return undefined
  const keys: KeytabKey[] = []
  let at = 2
  while (at + 4 <= file.length) {
    const size = file.readInt32BE(at)
    // Nothing follows, as some programs write at the end.
    if (size === 0) return keys
    const end = at + 4 + Math.abs(size)
    if (end > file.length) return undefined
    // A hole is what a key left that was taken out.
    if (size > 0) {
      const key = keyIn(file.subarray(at + 4, end))
      if (!key) return undefined
      keys.push(key)
    }
    at = end
  }
  return at === file.length ? keys : undefined
}

function keyIn(entry: Buffer): KeytabKey | undefined {
  try {
    let at = 2
    const text = () => {
      const length = entry.readUInt16BE(at)
      const from = at + 2
      if (from + length > entry.length) throw new RangeError('cut short')
      at = from + length
      return entry.toString('utf8', from, at)
    }
    const realm = text()
    const names = Array.from({ length: entry.readUInt16BE(0) }, text)
    // The kind of name, and when it was written.
    at += 8
    const shortVersion = entry.readUInt8(at)
    const encryption = entry.readUInt16BE(at + 1)
    const afterKey = at + 5 + entry.readUInt16BE(at + 3)
    if (afterKey > entry.length) return undefined
    const version = afterKey + 4 <= entry.length ? entry.readUInt32BE(afterKey) : 0
    return { principal: `${names.join('/')}@${realm}`, version: version === 0 ? shortVersion : version, encryption }
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}
