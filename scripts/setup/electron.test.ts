import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { officialIn } from './electron.mjs'
import { ARCHIVE, isWhole } from './electron-archive.mjs'

let folder = ''
beforeEach(() => { folder = mkdtempSync(path.join(os.tmpdir(), 'electron-test-')) })
afterEach(() => rmSync(folder, { recursive: true }))

const put = (name: string, text: string) => {
  mkdirSync(path.dirname(path.join(folder, name)), { recursive: true })
  writeFileSync(path.join(folder, name), text)
}

const build = () => {
  put('electron', 'program')
  put('version', ARCHIVE.version)
  mkdirSync(path.join(folder, 'resources', 'app'), { recursive: true })
  const source = path.join(import.meta.dirname, 'electron-stand-in')
  for (const file of readdirSync(source)) copyFileSync(path.join(source, file), path.join(folder, 'resources', 'app', file))
}

test('an Electron that was built to the end counts', () => {
  build()
  expect(isWhole(folder)).toBe(true)
})

test.each(['electron', 'version', 'resources/app/main.mjs', 'resources/app/package.json'])('an Electron without %s does not count', (part) => {
  build()
  rmSync(path.join(folder, part))
  expect(isWhole(folder)).toBe(false)
})

test('an Electron of another version, or with an older stand-in, does not count', () => {
  build()
  put('version', '32.0.0')
  expect(isWhole(folder)).toBe(false)
  build()
  put('resources/app/main.mjs', 'older')
  expect(isWhole(folder)).toBe(false)
})

test('the official Electron counts once its own installer is done, in the wanted version only', () => {
  put('dist/electron', 'program')
  put('dist/version', 'v45.4.1')
  expect(officialIn(folder, '45.4.1')).toBeUndefined()
  put('path.txt', 'electron')
  expect(officialIn(folder, '45.4.1')).toEqual({
    folder: path.join(folder, 'dist'), executable: path.join(folder, 'dist', 'electron'), version: '45.4.1', official: true,
  })
  expect(officialIn(folder, '45.5.0')).toBeUndefined()
})
