import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { expect, test } from 'vitest'

// Servers of two versions run side by side while one is upgraded after the other: what the older one uses must stay as it is.

const folder = join(import.meta.dirname, 'migrations')
const Journal = v.object({ entries: v.array(v.object({ idx: v.number(), when: v.number(), tag: v.string() })) })
const { entries } = v.parse(Journal, JSON.parse(readFileSync(join(folder, 'meta/_journal.json'), 'utf8')))

test('each migration is in the journal once, later than the one before: the migrator skips what is not', () => {
  expect(entries.map(({ tag }) => `${tag}.sql`)).toEqual(readdirSync(folder).filter((name) => name.endsWith('.sql')).toSorted())
  expect(entries.map(({ idx }) => idx)).toEqual(entries.map((_, index) => index))
  entries.forEach(({ when }, index) => { expect(when).toBeGreaterThan(entries[index - 1]?.when ?? 0) })
})

/** What would break a server of the version before, or lock a table for long. */
const TAKES = /\bDROP\b|\bRENAME\b|\bTRUNCATE\b|\bDELETE FROM\b|\bALTER COLUMN\b|ADD COLUMN (?!.*\bDEFAULT\b).*NOT NULL/iu

test.each(entries.map(({ tag }) => tag))('[F-32] %s only adds: an older server beside the new one misses nothing', (tag) => {
  expect(readFileSync(join(folder, `${tag}.sql`), 'utf8')).not.toMatch(TAKES)
})

test.each(['DROP TABLE a', 'ALTER TABLE a RENAME b TO c', 'ALTER TABLE a ALTER COLUMN b SET NOT NULL', 'ALTER TABLE a ADD COLUMN b text NOT NULL'])('seen: %s', (statement) => {
  expect(statement).toMatch(TAKES)
})
