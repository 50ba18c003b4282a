import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { handOver } from './hand-over.mjs'

let from = ''
let handed = { folder: '', electron: '', app: '', clean: () => {} }
const mode = (file: string) => statSync(file).mode & 0o777

beforeEach(() => {
  from = mkdtempSync('/tmp/hand-over-test-'); // 0700, as a closed clone is
  for (const name of ['electron/locales', 'app']) mkdirSync(path.join(from, name), { recursive: true, mode: 0o700 })
  writeFileSync(path.join(from, 'electron', 'electron'), 'program')
  chmodSync(path.join(from, 'electron', 'electron'), 0o755)
  writeFileSync(path.join(from, 'electron', 'locales', 'closed.pak'), 'words')
  chmodSync(path.join(from, 'electron', 'locales', 'closed.pak'), 0o600)
  writeFileSync(path.join(from, 'app', 'main.js'), 'first build')
  writeFileSync(path.join(from, 'app', 'closed.js'), 'closed', { mode: 0o600 })
  symlinkSync(path.join(from, 'app', 'main.js'), path.join(from, 'app', 'linked.js'))
  handed = handOver({ electron: path.join(from, 'electron'), app: path.join(from, 'app') })
})
afterEach(() => {
  handed.clean()
  rmSync(from, { recursive: true })
})

test('everybody can read what was handed over, and only its owner can change it', () => {
  expect(mode(handed.folder)).toBe(0o755)
  expect(mode(path.join(handed.electron, 'electron'))).toBe(0o755)
  expect(mode(path.join(handed.electron, 'locales'))).toBe(0o755)
  expect(mode(path.join(handed.electron, 'locales', 'closed.pak'))).toBe(0o644)
  expect(mode(path.join(handed.app, 'closed.js'))).toBe(0o644)
})

test('the originals keep their modes', () => {
  expect(mode(path.join(from, 'electron', 'locales', 'closed.pak'))).toBe(0o600)
  expect(mode(path.join(from, 'app', 'closed.js'))).toBe(0o600)
})

test('the next build does not change the application that was handed over', () => {
  writeFileSync(path.join(from, 'app', 'main.js'), 'second build')
  expect(readFileSync(path.join(handed.app, 'main.js'), 'utf8')).toBe('first build')
  expect(readFileSync(path.join(handed.app, 'linked.js'), 'utf8')).toBe('first build')
})

test("Electron's files are shared, not copied", () => {
  expect(statSync(path.join(handed.electron, 'electron')).ino).toBe(statSync(path.join(from, 'electron', 'electron')).ino)
})

test('cleaning removes what was handed over and nothing else', () => {
  handed.clean()
  expect(existsSync(handed.folder)).toBe(false)
  expect(readFileSync(path.join(from, 'electron', 'electron'), 'utf8')).toBe('program')
})
