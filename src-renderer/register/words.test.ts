import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { IntlMessageFormat } from 'intl-messageformat'
import { expect, test } from 'vitest'
import { inEnglish } from '../languages/list.ts'
import { inBrowser } from '../portal/words.ts'
import english from './languages/en.json' with { type: 'json' }
import { inRegister, registerEnglish } from './words.tsx'

test('every text can be taken apart, and has typographic apostrophes', () => {
  for (const [id, text] of Object.entries(english)) {
    expect(() => new IntlMessageFormat(text, 'en'), id).not.toThrow()
    expect(text, id).not.toContain("'")
  }
})

test('none is unused: each is one of the other portal\'s that is worded otherwise here, or stands in the code', async () => {
  const portal = await inBrowser(inEnglish).load()
  const code = globSync('**/*.{ts,tsx}', { cwd: import.meta.dirname, exclude: (name) => name.includes('.test.') })
    .map((file) => readFileSync(join(import.meta.dirname, file), 'utf8')).join('\n')
  const used = [...code.matchAll(/['"`]([a-z][a-zA-Z0-9.$\-{}]*)['"`]/g)].map(([, id = '']) =>
    new RegExp(`^${id.split(/\$\{[^}]*\}/).map((piece) => piece.replaceAll('.', '\\.')).join('[a-z-]+')}$`))
  expect(Object.keys(english).filter((id) => !(id in portal) && !used.some((pattern) => pattern.test(id)))).toEqual([])
  for (const [id, text] of Object.entries(english)) if (id in portal) expect(Reflect.get(portal, id), id).not.toBe(text)
})

test('before a language is chosen it speaks as it does in English afterwards', async () => {
  expect((await inRegister(inBrowser(inEnglish))).messages).toEqual(registerEnglish.messages)
})
