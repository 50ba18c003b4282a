import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { galleryPage, shown } from './markdown.ts'

const folder = join(import.meta.dirname, '../../../docs/gallery')

test('[F-25] the page of all screens lists exactly the states, each with its picture: npm run gallery', () => {
  expect(readFileSync(join(folder, 'README.md'), 'utf8')).toBe(galleryPage())
  const pictures = shown.flatMap(({ states }) => states.map(({ name }) => `${name}.webp`))
  expect(readdirSync(folder).filter((file) => file.endsWith('.webp')).sort()).toEqual(pictures.sort())
})

test('its pictures stay small: everybody who clones the project has them', () => {
  const bytes = readdirSync(folder).map((file) => statSync(join(folder, file)).size)
  expect(bytes.reduce((sum, one) => sum + one, 0)).toBeLessThan(4_000_000)
})
