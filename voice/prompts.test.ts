import { readdirSync, readFileSync } from 'node:fs'
import { join, parse } from 'node:path'
import { expect, test } from 'vitest'
import { readPrompts } from './prompts.ts'

const { promptsFor, mistakes } = readPrompts()
const shipped = readdirSync(join(import.meta.dirname, 'texts')).map((file) => parse(file).name)
const asked = (language: string, keysWanted: 'digits' | 'pound') => promptsFor({ language, company: 'Contoso', keysWanted })

test('ours have no mistake', () => {
  expect(mistakes).toEqual([])
})

test.each(shipped)('[F-27] a call in %s is spoken in that language from its first word to its last, and no longer than people listen', (language) => {
  for (const keysWanted of ['digits', 'pound'] as const) {
    const { language: spoken, prompts } = asked(language, keysWanted)
    expect(spoken).toBe(language)
    expect(prompts.ask).toContain('Contoso')
    // Before anything else: whose call it is.
    expect(prompts.ask.indexOf('Contoso')).toBeLessThan(20)
    expect(prompts.ask.length).toBeLessThan(asked('en', keysWanted).prompts.ask.length * 1.5)
    const others = shipped.filter((other) => other !== language).flatMap((other) => Object.values(asked(other, keysWanted).prompts))
    expect(Object.values(prompts).filter((text) => others.includes(text))).toEqual([])
  }
})

test('[F-27] Japanese is written as it sounds: of a Chinese character espeak-ng says only that it is one', () => {
  expect(readFileSync(join(import.meta.dirname, 'texts/ja.json'), 'utf8')).not.toMatch(/\p{Script=Han}/u)
})
