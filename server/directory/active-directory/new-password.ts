import type { Secret } from '@gatehouse/contract'

/**
 * Lends a password in the form that `unicodePwd` wants (MS-ADTS 3.1.1.3.1.5.1: in quotes, UTF-16LE) and wipes it afterwards.
 * @param use must be done with the value when it resolves
 */
export async function withUnicodePwd<T>(password: Secret, use: (value: Buffer) => Promise<T>): Promise<T> {
  const value = Buffer.alloc(2 * (password.reveal().length + 2))
  value.write('"', 0, 'utf16le')
  value.write(password.reveal(), 2, 'utf16le')
  value.write('"', value.length - 2, 'utf16le')
  // ldapts turns each message into JSON for its debug output (NODE_DEBUG=ldapts), even when nobody reads it.
  Object.defineProperty(value, 'toJSON', { value: () => '[secret]' })
  try {
    return await use(value)
  } finally {
    value.fill(0)
  }
}
