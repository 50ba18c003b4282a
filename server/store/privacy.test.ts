import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

// What is kept about people is written down for them: a table that nobody has thought of there fails here.

const migrations = join(import.meta.dirname, 'migrations')
const tables = readdirSync(migrations).filter((name) => name.endsWith('.sql'))
  .flatMap((name) => [...readFileSync(join(migrations, name), 'utf8').matchAll(/CREATE TABLE ("[^ (]+)/gu)].map(([, table = '']) => table.replaceAll('"', '')))

test('there are tables', () => {
  expect(tables).toContain('recoveries')
})

test.each(tables)('docs/privacy.md says what is in %s, and for how long', (table) => {
  expect(readFileSync(join(import.meta.dirname, '../../docs/privacy.md'), 'utf8')).toContain(`\`${table}\``)
})
