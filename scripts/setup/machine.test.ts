import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { prepareMachine } from './machine.mjs'

let root = ''
beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'machine-test-'))
  mkdirSync(path.join(root, 'node_modules', '.bin'), { recursive: true })
  writeFileSync(path.join(root, 'package-lock.json'), 'one')
  writeFileSync(path.join(root, 'node_modules', '.gatehouse-lock'), createHash('sha256').update('one').digest('hex'))
  writeFileSync(path.join(root, 'node_modules', '.bin', 'node'), '#!/bin/sh\necho v24.0.0\n', { mode: 0o755 })
})
afterEach(() => rmSync(root, { recursive: true }))

test('what does not run the client needs no Electron', async () => {
  const said: string[] = []
  const machine = await prepareMachine(root, [], (line) => void said.push(line))
  expect(machine.node).toBe(path.join(root, 'node_modules', '.bin', 'node'))
  expect(said).toEqual([])
})
