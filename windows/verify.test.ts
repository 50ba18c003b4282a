import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { registration } from '../scripts/windows/registration.ts'

// What can be seen of the checklist and its script without a Windows machine: that they speak of the same rows.

const root = join(import.meta.dirname, '..')
const rows = [...readFileSync(join(root, 'docs/windows-checklist.md'), 'utf8').matchAll(/^\| (W-\d+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$/gmu)]
  .map(([, id = '', what = '', how = '', seen = '']) => ({ id, what: what.trim(), how: how.trim(), seen: seen.trim() }))
const script = readFileSync(join(root, 'windows/verify.ps1'), 'utf8')

test('the checklist names no row twice, and says of each what is done and what must be seen', () => {
  expect(rows.length).toBeGreaterThan(10)
  expect(rows.map(({ id }) => id)).toEqual([...new Set(rows.map(({ id }) => id))])
  expect(rows.filter(({ what, how, seen }) => [what, how, seen].includes(''))).toEqual([])
  // A row that is written otherwise would be no row here.
  expect(rows).toHaveLength(readFileSync(join(root, 'docs/windows-checklist.md'), 'utf8').match(/^\| ?W-/gmu)?.length ?? 0)
})

test('the script tries exactly the rows that say so', () => {
  const tried = [...script.matchAll(/^Test-Row '(W-\d+)'/gmu)].map(([, id]) => id)
  expect(tried).toEqual(rows.filter(({ how }) => how.startsWith('script:')).map(({ id }) => id))
})

test('the guide takes the provider out of the sign-in screen by its own class, in every way that it has', () => {
  const guide = readFileSync(join(root, 'docs/administrators.md'), 'utf8')
  const named = [...guide.matchAll(/\\Credential Providers\\(\{[0-9A-F-]+\})/gu)].map(([, one]) => one)
  expect(named.length).toBeGreaterThan(1)
  expect(new Set(named)).toEqual(new Set([registration.class]))
})

test('the script speaks of the provider and the account that there are', () => {
  expect(script).toContain(`$Provider = '${registration.class}'`)
  expect(script).toContain(`$Account = '${/kiosk_account = u"(\w+)"/u.exec(readFileSync(join(root, 'windows/launcher/system.h'), 'utf8'))?.[1] ?? 'none'}'`)
})
