import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from 'node:crypto'
import { Secret } from '@gatehouse/contract'
import type { Place } from './ports.ts'

/** One key of the registrations, outside the database. */
export type RegistrationKey = {
  /** Eight letters and digits that stand beside what was sealed with it. */
  readonly id: string
  /** For AES-256-GCM. */
  readonly seal: Buffer
}

/** The present one first, then those before it, which only open. */
export type RegistrationKeys = readonly [RegistrationKey, ...RegistrationKey[]]

/** @param text one key a line, each at least 32 random bytes in base64 */
export function registrationKeys(text: Secret): RegistrationKeys {
  const [first, ...others] = text.reveal().split(/\s+/u).filter(Boolean).map(keyOf)
  // The settings name it before anybody comes here.
  if (!first) throw new Error('there is no key of the registrations')
  return [first, ...others]
}

function keyOf(base64: string): RegistrationKey {
  const whole = Buffer.from(base64, 'base64')
  return {
    id: createHash('sha256').update('gatehouse registrations key\n').update(whole).digest('hex').slice(0, 8),
    seal: createHmac('sha256', whole).update('gatehouse registrations seal').digest(),
  }
}

/** Whose it is and where it stands: what is moved to another row does not open there. */
export type Owner = Place & { readonly person: string }
export type Sealed = { readonly key: string; readonly sealed: string }

// NIST SP 800-38D §8.2.2 and §8.3: 96 random bits, for at most 2^32 values under one key.
const NONCE = 12
const TAG = 16

export function seal(value: Secret, owner: Owner, [{ id, seal: key }]: RegistrationKeys): Sealed {
  const nonce = randomBytes(NONCE)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(boundTo(owner))
  const sealed = Buffer.concat([nonce, cipher.update(value.reveal(), 'utf8'), cipher.final(), cipher.getAuthTag()])
  return { key: id, sealed: sealed.toString('base64url') }
}

/** @returns undefined where it cannot be opened: no such key is there any more, or it is not what was sealed for this owner */
export function open({ key: id, sealed }: Sealed, owner: Owner, keys: RegistrationKeys): Secret | undefined {
  const key = keys.find((one) => one.id === id)
  const bytes = Buffer.from(sealed, 'base64url')
  if (!key || bytes.length < NONCE + TAG) return undefined
  try {
    const decipher = createDecipheriv('aes-256-gcm', key.seal, bytes.subarray(0, NONCE), { authTagLength: TAG })
    decipher.setAAD(boundTo(owner)).setAuthTag(bytes.subarray(-TAG))
    return new Secret(Buffer.concat([decipher.update(bytes.subarray(NONCE, -TAG)), decipher.final()]).toString('utf8'))
  } catch {
    return undefined
  }
}

const boundTo = ({ person, kind, slot }: Owner) => Buffer.from(JSON.stringify(['gatehouse registration', person, kind, slot]))
