import { expect, test } from 'vitest'
import { pickedLanguage } from './picked-language.ts'

test('[F-27] the language is kept in the tab', () => {
  const kept = new Map<string, string>()
  const storage = () => ({ getItem: (name: string) => kept.get(name) ?? null, setItem: (name: string, tag: string) => void kept.set(name, tag) })
  expect(pickedLanguage(storage).read()).toEqual([])
  pickedLanguage(storage).write('fr')
  expect(pickedLanguage(storage).read()).toEqual(['fr'])
})

test('[F-27] where the browser keeps nothing, nothing is kept and nothing breaks', () => {
  const picked = pickedLanguage(() => { throw new Error('forbidden') })
  picked.write('fr')
  expect(picked.read()).toEqual([])
})
