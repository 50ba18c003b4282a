/**
 * A security identifier as text, MS-DTYP 2.4.2: `S-1-5-21-…-512`.
 * @param bytes as a directory keeps it, MS-DTYP 2.4.2.2: revision, count, authority (big-endian), that many little-endian numbers
 * @returns undefined when these are not the bytes of one
 */
export function sidText(bytes: Buffer): string | undefined {
  const [revision, count] = bytes
  if (revision !== 1 || count === undefined || count > MOST_PARTS || bytes.length !== HEAD + 4 * count) return undefined
  const parts = Array.from({ length: count }, (_, index) => bytes.readUInt32LE(HEAD + 4 * index))
  return ['S', revision, bytes.readUIntBE(2, 6), ...parts].join('-')
}

const HEAD = 8
const MOST_PARTS = 15

/** Whether a text is a SID, however long: what an administrator may write in a settings file. */
export const isSid = (text: string) => /^S-1-\d{1,15}(-\d{1,10}){1,15}$/i.test(text)
