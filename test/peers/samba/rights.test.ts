import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { rights, rightsFile } from './rights.ts'

test('every right has a name of its own, and entries that can be told', () => {
  expect(new Set(rights.map(({ id }) => id)).size).toBe(rights.length)
  for (const { id, ace } of rights) {
    expect([id, ace]).toEqual([id, expect.stringMatching(/^(\(O?[AD];(CIIO)?;(LC|RC|RP|WP|RPWP|RPCR|CR);([0-9a-f-]{36}|\{attribute\})?;([0-9a-f-]{36})?;\{account\}\))+$/)])
  }
})

test('the script for administrators knows every set and every place that the file names', () => {
  const script = readFileSync(join(rightsFile, '../Grant-GatehouseRights.ps1'), 'utf8')
  for (const name of rights.flatMap(({ set, on }) => [set, on])) expect(script).toContain(`'${name}' `)
})
