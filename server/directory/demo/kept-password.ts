import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { Secret } from '@gatehouse/contract'

/** A password as it is kept: it can be compared with, not read. */
export type KeptPassword = { readonly matches: (password: Secret) => Promise<boolean> }

export async function keepPassword(password: Secret): Promise<KeptPassword> {
  const salt = randomBytes(16)
  const kept = await hash(password, salt)
  return { matches: async (other) => timingSafeEqual(kept, await hash(other, salt)) }
}

// Cheap, beside what a file would need: these last as long as the process, and everybody knows the first of them.
const COST = { N: 1024 }

const hash = (password: Secret, salt: Buffer) =>
  new Promise<Buffer>((resolve, reject) => {
    scrypt(password.reveal(), salt, 32, COST, (error, key) => { if (error) reject(error); else resolve(key) })
  })
