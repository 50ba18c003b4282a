import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import english from './en.json' with { type: 'json' }

it('English uses typographic apostrophes, for a straight one quotes in ICU', () => {
  expect(Object.entries(english).filter(([, text]) => text.includes("'"))).toEqual([])
})

it('no message is unused', () => {
  const folder = join(import.meta.dirname, '..')
  const sources = globSync('**/*.{ts,tsx}', { cwd: folder, exclude: (name) => name.includes('.test.') })
  const code = sources.map((file) => readFileSync(join(folder, file), 'utf8')).join('\n')
  // Ids stand in the code as texts, or as templates whose parts the compiler checks: `ended.${reason}.title`.
  const used = [...code.matchAll(/['"`]([a-z][a-zA-Z0-9.$\-{}]*)['"`]/g)].map(([, id = '']) =>
    new RegExp(`^${id.split(/\$\{[^}]*\}/).map((piece) => piece.replaceAll('.', '\\.')).join('[a-z-]+')}$`))
  expect(Object.keys(english).filter((id) => !used.some((pattern) => pattern.test(id)))).toEqual([])
})
