import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { clientCommand, wrapper } from './client-command.mjs'

const scratch = () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'client-command-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return folder
}

const started = (script: string, env: Record<string, string>, ...args: string[]) => {
  const file = path.join(scratch(), 'client.sh')
  writeFileSync(file, script, { mode: 0o755 })
  return spawnSync(file, args, { env: { PATH: '/usr/bin:/bin', ...env }, encoding: 'utf8' }).stdout
}

test('the client gets the fixed variables, the named ones as they are now, and no others', () => {
  const awkward = `it's "$HOME" \`id\` \\ and\ttwo  spaces`
  const script = wrapper({ FIXED: awkward }, ['NAMED', 'UNSET', 'EMPTY'], ['env', '-0'], '/')
  const seen = started(script, { NAMED: awkward, EMPTY: '', SECRET: 'x', NODE_OPTIONS: '--inspect' }).split('\0').filter(Boolean)
  expect(seen.sort()).toEqual(['EMPTY=', `FIXED=${awkward}`, `NAMED=${awkward}`])
})

test('the caller\'s arguments reach the client as they are, behind its own', () => {
  const script = wrapper({}, [], ['printf', '%s|', 'own word'], '/')
  expect(started(script, {}, '--a b', "c'd", '')).toBe("own word|--a b|c'd||")
})

test('each client has a home that only its user can enter, with the cookie of its display', () => {
  const folder = scratch()
  writeFileSync(path.join(folder, 'cookies'), 'cookie', { mode: 0o644 })
  const { username: name, uid, gid } = os.userInfo()
  const parts = {
    handed: { folder, electron: '/e', app: '/a', clean: () => {} },
    user: { name, uid, gid, isCurrent: true },
    display: { DISPLAY: ':7', XAUTHORITY: path.join(folder, 'cookies') },
  }
  const one = clientCommand(parts)
  const other = clientCommand(parts)
  expect(one.home).not.toBe(other.home)
  expect(statSync(one.home).mode & 0o777).toBe(0o700)
  expect(statSync(path.join(one.home, 'authority')).mode & 0o777).toBe(0o600)
  expect(statSync(one.executable).mode & 0o777).toBe(0o755)
})
