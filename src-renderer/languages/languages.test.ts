import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { IntlMessageFormat } from 'intl-messageformat'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import english from './en.json' with { type: 'json' }
import { languages } from './list.ts'

const here = import.meta.dirname
const files = globSync('*.json', { cwd: here })
const messagesOf = (file: string) => v.parse(v.record(v.string(), v.string()), JSON.parse(readFileSync(join(here, file), 'utf8')))

/** Names of the arguments and tags of a message. */
function argumentsOf(message: string): string[] {
  const names = new Set<string>()
  const walk = (elements: ReturnType<IntlMessageFormat['getAst']>) => elements.forEach((element) => {
    const { type }: { type: number } = element
    if (type !== 0 && 'value' in element) names.add(element.value)
    if ('children' in element) walk(element.children)
    if ('options' in element) Object.values(element.options).forEach(({ value }) => walk(value))
  })
  walk(new IntlMessageFormat(message, 'en').getAst())
  return [...names].sort()
}

describe.each(files)('%s', (file) => {
  const messages = messagesOf(file)

  it('is in the list of languages', () => {
    expect(languages.map(({ tag }) => `${tag}.json`)).toContain(basename(file))
  })

  it('has every message, and no other', () => {
    expect(Object.keys(messages).sort()).toEqual(Object.keys(english).sort())
  })

  it('has the same arguments in each', () => {
    const ours = Object.entries(messages).map(([id, text]) => [id, argumentsOf(text)])
    const theirs = Object.entries(english).map(([id, text]) => [id, argumentsOf(text)])
    expect(Object.fromEntries(ours)).toEqual(Object.fromEntries(theirs))
  })

  it('uses typographic apostrophes, for a straight one quotes in ICU', () => {
    expect(Object.entries(messages).filter(([, text]) => text.includes("'"))).toEqual([])
  })
})

it('no message is unused', () => {
  const folder = join(here, '..')
  const sources = globSync('**/*.{ts,tsx}', { cwd: folder, exclude: (name) => name.includes('.test.') })
  const code = sources.map((file) => readFileSync(join(folder, file), 'utf8')).join('\n')
  // Ids stand in the code as texts, or as templates whose parts the compiler checks: `ended.${reason}.title`.
  const used = [...code.matchAll(/['"`]([a-z][a-zA-Z0-9.$\-{}]*)['"`]/g)].map(([, id = '']) =>
    new RegExp(`^${id.split(/\$\{[^}]*\}/).map((piece) => piece.replaceAll('.', '\\.')).join('[a-z-]+')}$`))
  expect(Object.keys(english).filter((id) => !used.some((pattern) => pattern.test(id)))).toEqual([])
})
