import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import * as fs from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
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

/** As Chromium writes its preferences: beside the place, then into it; what fails is tried again. */
const writesUntilStopped = `
  const { parentPort, workerData: folder } = require('node:worker_threads')
  const fs = require('node:fs')
  for (let begun = false;;) {
    try {
      fs.writeFileSync(folder + '/written', 'traces')
      fs.renameSync(folder + '/written', folder + '/Preferences')
    } catch {}
    if (!begun) parentPort.postMessage('begun')
    begun = true
  }`

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

test('[S-04] and that stays gone, however long Chromium goes on writing', async () => {
  for (let run = 1; run <= 5; run++) {
    const { remove } = start()
    const writer = new Worker(writesUntilStopped, { eval: true, workerData: userData })
    await once(writer, 'message') // it has begun
    remove()
    await wait(50)
    await writer.terminate()
    expect(readdirSync(temporary)).toEqual([])
  }
})

test('[S-04] where the system moves no folder that is in use, what is in it goes all the same, with a file that is just being closed', () => {
  const tried: unknown[] = []
  const { remove } = runFolder({
    app: { getPath: () => userData, setPath: (_name, folder) => { userData = folder } },
    fs: { ...fs, renameSync: () => { throw new Error('EPERM') }, rmSync: (folder, options) => { tried.push(options); fs.rmSync(folder, options) } }, temporary, pid: 100, isAlive: () => true,
  })
  writeFileSync(path.join(userData, 'Trust Tokens'), 'traces')
  remove()
  expect(readdirSync(temporary)).toEqual([])
  expect(tried).toEqual([expect.objectContaining({ recursive: true, maxRetries: 5 })])
})

test('[S-04] what a killed run left behind goes with the next; nothing else does', () => {
  for (const name of ['gatehouse-run-7-killed', 'gatehouse-run-7-ended-over', 'gatehouse-run-8-running', 'gatehouse-client-x', 'other']) mkdirSync(path.join(temporary, name))
  writeFileSync(path.join(temporary, 'gatehouse-run-7-killed', 'Trust Tokens'), 'traces')
  const { sweep } = start(100, [8, 100])
  sweep()
  expect(readdirSync(temporary).sort()).toEqual(['gatehouse-client-x', expect.stringMatching(/^gatehouse-run-100-/), 'gatehouse-run-8-running', 'other'])
  expect(() => readFileSync(path.join(temporary, 'gatehouse-run-7-killed', 'Trust Tokens'))).toThrow()
})
