import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createHash } from 'node:crypto'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { isNewEnough, outsideOfPackages, packagesMatch, wantedNode } from './packages.mjs'

let root = ''
beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'packages-test-'))
  mkdirSync(path.join(root, 'node_modules', '.bin'), { recursive: true })
  writeFileSync(path.join(root, 'package-lock.json'), 'one')
})
afterEach(() => rmSync(root, { recursive: true }))

const stamp = (lock: string) =>
  writeFileSync(path.join(root, 'node_modules', '.gatehouse-lock'), createHash('sha256').update(lock).digest('hex'))

test('packages that were not installed to the end do not match', () => {
  expect(packagesMatch(root)).toBe(false)
})

test('packages match the lock file they were installed from until it changes', () => {
  stamp('one')
  expect(packagesMatch(root)).toBe(true)
  writeFileSync(path.join(root, 'package-lock.json'), 'two')
  expect(packagesMatch(root)).toBe(false)
})

test('a Node that is too old or does not run is refused with its path', () => {
  const node = path.join(root, 'node_modules', '.bin', 'node')
  expect(() => wantedNode(root)).toThrow(`${node} does not run`)
  writeFileSync(node, '#!/bin/sh\necho v22.11.0\n', { mode: 0o755 })
  expect(() => wantedNode(root)).toThrow(`${node} is v22.11.0`)
  writeFileSync(node, '#!/bin/sh\necho v22.12.0\n', { mode: 0o755 })
  expect(wantedNode(root)).toBe(node)
})

test.each([['v22.12.0', true], ['v24.0.1', true], ['v22.11.9', false], ['v20.20.2', false], ['', false]])('%s is new enough: %s', (version, enough) => {
  expect(isNewEnough(version)).toBe(enough)
})

test('npm does not find the programs of the folder it is about to delete', () => {
  expect(outsideOfPackages({ PATH: '/p/node_modules/.bin:/usr/bin:/node_modules/.bin:/bin', HOME: '/h' })).toEqual({ PATH: '/usr/bin:/bin', HOME: '/h' })
})
