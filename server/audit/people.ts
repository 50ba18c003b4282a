import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'
import { sql } from 'drizzle-orm'
import * as v from 'valibot'
import type { AuditKey } from './keys.ts'
import type { Queries } from './queries.ts'

const Row = v.object({ key_id: v.string(), key: v.string() })

/**
 * The name under which the record knows a person: an HMAC under a key of the person's own, which is kept encrypted. Whoever
 * deletes that key has made the record forget the person, and every chain stays whole.
 * @param person objectGUID @param keys the present one first
 */
export async function pseudonymOf(queries: Queries, person: string, keys: readonly [AuditKey, ...AuditKey[]]): Promise<string> {
  const [present] = keys
  const fresh = randomBytes(32)
  // Written in either case, and in one statement: whether somebody was here before takes the same time (S-10).
  const { rows } = await queries.execute(sql`
    insert into audit_people (person, key_id, key) values (${person}, ${present.id}, ${sealed(fresh, person, present)})
    on conflict (person) do update set key_id = audit_people.key_id returning key_id, key`)
  const row = v.parse(Row, rows[0])
  const made = keys.find(({ id }) => id === row.key_id)
  const key = made ? opened(row.key, person, made) : fresh
  if (made !== present) {
    await queries.execute(sql`update audit_people set key_id = ${present.id}, key = ${sealed(key, person, present)} where person = ${person}`)
  }
  return pseudonym(key, person)
}

/** @returns the pseudonym of somebody whom the record knows, changing nothing; undefined for anybody else */
export async function knownPseudonymOf(queries: Queries, person: string, keys: readonly AuditKey[]): Promise<string | undefined> {
  const { rows } = await queries.execute(sql`select key_id, key from audit_people where person = ${person}`)
  const row = rows.length > 0 ? v.parse(Row, rows[0]) : undefined
  const made = keys.find(({ id }) => id === row?.key_id)
  return row && made ? pseudonym(opened(row.key, person, made), person) : undefined
}

/** 80 bits: enough that no two of a company's people share one. */
const pseudonym = (key: Buffer, person: string) => `p-${createHmac('sha256', key).update(person).digest('hex').slice(0, 20)}`

// The person is authenticated with it, so that nobody exchanges the keys of two people.
function sealed(key: Buffer, person: string, { people }: AuditKey): string {
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', people, iv).setAAD(Buffer.from(person))
  return Buffer.concat([iv, cipher.update(key), cipher.final(), cipher.getAuthTag()]).toString('base64url')
}

function opened(text: string, person: string, { people }: AuditKey): Buffer {
  const bytes = Buffer.from(text, 'base64url')
  const decipher = createDecipheriv('aes-256-gcm', people, bytes.subarray(0, 12)).setAAD(Buffer.from(person)).setAuthTag(bytes.subarray(-16))
  return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()])
}

/** Makes the record forget somebody: what it says of their pseudonym stays, and nobody can tell any more whose it is. @returns whether it knew them */
export async function forgetPerson(queries: Queries, person: string): Promise<boolean> {
  const { rows } = await queries.execute(sql`delete from audit_people where person = ${person} returning person`)
  return rows.length > 0
}
