import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import * as fs from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { runFolder } from './run-folder.ts'

let temporary: string
let userData: string
beforeEach(() => {
  temporary = mkdtempSync(path.join(tmpdir(), 'gatehouse-test-'))
  userData = '/home/kiosk/.config/Gatehouse'
})
afterEach(() => rmSync(temporary, { recursive: true }))

const start = (pid = 100, alive: number[] = []) => runFolder({
  app: { getPath: () => userData, setPath: (_name, folder) => { userData = folder } },
  fs, temporary, pid, isAlive: (of) => alive.includes(of),
})

test('[S-04] each run writes into a folder of its own that only its user can enter', () => {
  const { lasting } = start()
  expect(lasting).toBe('/home/kiosk/.config/Gatehouse')
  expect(path.dirname(userData)).toBe(temporary)
  expect(statSync(userData).mode & 0o777).toBe(0o700)
})

test('[S-04] and that goes with it, whatever is in it', () => {
  const { remove } = start()
  mkdirSync(path.join(userData, 'Cache'))
  writeFileSync(path.join(userData, 'Cache', 'data'), 'traces')
  remove()
  expect(readdirSync(temporary)).toEqual([])
})

test('[S-04] once more where something was written into it meanwhile: one try in Electron 33 leaves what came in between', () => {
  const tried: unknown[] = []
  const { remove } = runFolder({
    app: { getPath: () => userData, setPath: () => {} }, fs: { ...fs, rmSync: (_folder, options) => { tried.push(options) } }, temporary, pid: 100, isAlive: () => true,
  })
  remove()
  expect(tried).toEqual([expect.objectContaining({ recursive: true, maxRetries: 5 })])
})

test('[S-04] what a killed run left behind goes with the next; nothing else does', () => {
  for (const name of ['gatehouse-run-7-killed', 'gatehouse-run-8-running', 'gatehouse-client-x', 'other']) mkdirSync(path.join(temporary, name))
  writeFileSync(path.join(temporary, 'gatehouse-run-7-killed', 'Trust Tokens'), 'traces')
  const { sweep } = start(100, [8, 100])
  sweep()
  expect(readdirSync(temporary).sort()).toEqual(['gatehouse-client-x', expect.stringMatching(/^gatehouse-run-100-/), 'gatehouse-run-8-running', 'other'])
  expect(() => readFileSync(path.join(temporary, 'gatehouse-run-7-killed', 'Trust Tokens'))).toThrow()
})
