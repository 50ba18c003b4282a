import { readdirSync } from 'node:fs'
import { join, parse } from 'node:path'
import { expect, test } from 'vitest'
import { languages } from '../src-renderer/languages/list.ts'

const tags = languages.map(({ tag }) => tag).sort()
const filesIn = (folder: string) => readdirSync(join(import.meta.dirname, '..', folder)).map((file) => parse(file).name).sort()

test.each(['server/delivery/texts', 'voice/texts'])('[F-27] whoever reads the screens in a language is written to and called in it: %s has a file for each', (folder) => {
  expect(filesIn(folder)).toEqual(tags)
})

test('[F-27] those are the eight of the release, Arabic among them from right to left', () => {
  expect(tags).toEqual(['ar', 'de', 'en', 'es', 'fr', 'ja', 'pl', 'pt'])
  expect(languages.filter(({ direction }) => direction === 'rtl').map(({ tag }) => tag)).toEqual(['ar'])
})
