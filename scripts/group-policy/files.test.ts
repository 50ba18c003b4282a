import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { policies } from '../../src-main/config/policies.ts'
import { settingsSchema } from '../../src-main/config/settings.ts'
import { policyFiles } from './files.ts'

test.each(policyFiles())('$file.pathname is current; after a change: node scripts/write-schemas.ts', ({ file, text }) => {
  expect(readFileSync(file, 'utf8')).toBe(text)
})

test('[F-30] every setting of the client can be set in the registry, but for two that nobody sets for a machine, and nothing there is none', () => {
  const byValue = policies.filter(({ reader }) => reader === 'client').map(({ value }) => value.replace(/^Proxy.*/u, 'proxy').replace(/^[A-Z]/u, (letter) => letter.toLowerCase()))
  // The launcher starts a kiosk, and says whose name was selected.
  expect([...new Set(byValue), 'mode', 'selectedUser'].sort()).toEqual(Object.keys(settingsSchema(false).entries).sort())
})
