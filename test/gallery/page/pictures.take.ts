import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from '../gallery.ts'
import { galleryPage, shown } from './markdown.ts'

const folder = join(import.meta.dirname, '../../../docs/gallery')
const all = process.env['GALLERY_ALL'] !== undefined

test('the page of all screens, and the pictures on it', async ({ gallery }) => {
  mkdirSync(folder, { recursive: true })
  const names = shown.flatMap(({ states }) => states.map(({ name }) => name))
  for (const file of readdirSync(folder)) if (!names.includes(file.replace(/\.webp$/, ''))) rmSync(join(folder, file))
  writeFileSync(join(folder, 'README.md'), galleryPage())
  await gallery.resize({ width: 1280, height: 800 })
  for (const name of names) {
    const file = join(folder, `${name}.webp`)
    if (!all && existsSync(file)) continue
    await gallery.show(name)
    await gallery.picture(file)
  }
})
