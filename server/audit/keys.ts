import { createHash, createHmac } from 'node:crypto'
import type { Secret } from '@gatehouse/contract'

/** One key of the audit, outside the database; what it is used for are keys of their own, so that none says anything of another. */
export type AuditKey = {
  /** Eight letters and digits that stand beside what was made with it. */
  readonly id: string
  /** The MAC over an entry and the one before it. @returns hex */
  readonly chain: (...parts: readonly string[]) => string
  /** The signature of a head. @returns hex */
  readonly head: (text: string) => string
  /** For AES-256-GCM, over the keys of people. */
  readonly people: Buffer
}

/**
 * The present key first, then those before it, which only read.
 * @param text one key a line, each at least 32 random bytes in base64
 */
export function auditKeys(text: Secret): readonly [AuditKey, ...AuditKey[]] {
  const [first, ...others] = text.reveal().split(/\s+/u).filter(Boolean).map(keyOf)
  // The settings name it before anybody comes here.
  if (!first) throw new Error('there is no key of the audit')
  return [first, ...others]
}

function keyOf(base64: string): AuditKey {
  const whole = Buffer.from(base64, 'base64')
  const forUse = (use: string) => createHmac('sha256', whole).update(`gatehouse audit ${use}`).digest()
  const chain = forUse('chain')
  const head = forUse('head')
  return {
    id: createHash('sha256').update('gatehouse audit key\n').update(whole).digest('hex').slice(0, 8),
    chain: (...parts) => createHmac('sha256', chain).update(parts.join('\n')).digest('hex'),
    head: (text) => createHmac('sha256', head).update(text).digest('hex'),
    people: forUse('people'),
  }
}
