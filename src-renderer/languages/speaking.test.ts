import { expect, test } from 'vitest'
import { type Language, language } from './language.ts'
import { speaking } from './speaking.ts'

const one = (tag: string): Language => language(tag, tag, () => Promise.reject(new Error('not here')))

/** Languages come when they are let, and what is spoken is noted. */
function world() {
  const coming = new Map<string, PromiseWithResolvers<string>>()
  const said: string[] = []
  const speak = speaking(({ tag }) => {
    const load = Promise.withResolvers<string>()
    coming.set(tag, load)
    return load.promise
  }, (spoken) => void said.push(spoken))
  return { said, speak: (tag: string) => speak(one(tag)), comes: (tag: string) => coming.get(tag)?.resolve(tag), breaks: (tag: string) => coming.get(tag)?.reject(new Error('the line broke')) }
}

test('[F-27] a language that does not come leaves the one that is spoken, and can be asked for again', async () => {
  const { said, speak, comes, breaks } = world()
  const first = speak('de')
  breaks('de')
  await first
  expect(said).toEqual([])
  const again = speak('de')
  comes('de')
  await again
  expect(said).toEqual(['de'])
})

test('[F-27] of two languages that are picked the last is spoken, whichever comes first', async () => {
  const { said, speak, comes } = world()
  const both = [speak('de'), speak('fr')]
  comes('fr')
  comes('de')
  await Promise.all(both)
  expect(said).toEqual(['fr'])
})
