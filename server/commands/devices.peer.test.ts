import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Secret } from '@gatehouse/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newSigner, thumbprintOf } from '../../client/device-proof.ts'
import { ranAgainst } from '../../test/peers/journal.ts'
import { putEmptyDatabase } from '../../test/world/empty-database.ts'
import { writeServerFiles } from '../../test/world/server-files.ts'
import { codeHashes } from '../devices/codes.ts'
import { storedDevices } from '../store/devices.ts'
import { commandLine } from './command-line.ts'
import { commands } from './list.ts'
import { withDevices } from './with-devices.ts'

let folder: string
let config: string
const id = '0b6f5b2e-6a63-4d3a-9d52-6f1f0a5a6f0e'
beforeAll(async () => {
  ranAgainst(import.meta.url, 'PGlite')
  folder = mkdtempSync(join(tmpdir(), 'gatehouse-devices-'))
  await putEmptyDatabase(join(folder, 'data'))
  config = writeServerFiles({ folder, mail: { host: '127.0.0.1', port: 1 }, devices: { url: 'https://gatehouse.corp.example' } })
})
afterAll(() => rmSync(folder, { recursive: true }))

async function run(...argv: string[]) {
  const said = { out: [] as string[], err: [] as string[] }
  const asked = commandLine(['devices', ...argv, '--config', config], commands)
  if (!asked.ok) throw new Error(asked.mistakes.join())
  return { status: await asked.command.run(asked.given, { out: (line) => void said.out.push(line), err: (line) => void said.err.push(line), env: {} }), ...said }
}

test('[S-07] a code is made and shown once; a machine that it enrolled is listed, approved, revoked, and then nothing more', async () => {
  expect((await run('code', '--group', 'Front desk', '--expires', '91d', '--count', '0')).err).toEqual(['--expires is 91d; must be like 30m, 8h or 7d, and at most 90d', '--count is 0; must be a whole number from 1 to 100000'])
  const made = await run('code', '--group', 'Front desk', '--expires', '8h', '--count', '2')
  const [code = '', about = ''] = made.out
  expect(code).toMatch(/^(?:[0-9A-HJKMNP-TV-Z]{4}-){6}[0-9A-HJKMNP-TV-Z]{4}$/u)
  expect(about).toContain('for 2 machines of "Front desk", until ')
  const codes = (await run('codes')).out
  expect(codes).toEqual([expect.stringMatching(/^[0-9A-Z]{8} {2}works {2}0 of 2 used, until .* UTC {2}"Front desk"$/u)])
  expect(codes.join()).not.toContain(code)

  const { key } = await newSigner()
  const none = { out() {}, err: (line: string) => { throw new Error(line) }, env: {} }
  await withDevices(config, none, async ({ config: { codesKey }, database, tell }) => {
    const typed = new Secret(code.toLowerCase().replaceAll('-', ' '))
    expect(await storedDevices(database, tell).enrol({ codes: codeHashes(typed, [codesKey]), id, name: 'DESK-1', key, thumbprint: await thumbprintOf(key) })).toEqual({ device: id, isNew: true })
    return 0
  })
  expect((await run('list')).out).toEqual([expect.stringMatching(new RegExp(`^${id}  known     DESK-1 .*, not seen since  "Front desk"$`, 'u'))])
  expect(await run('approve', id, id, 'nobody')).toEqual({ status: 1, out: [`${id} is approved.`], err: ['nobody is no machine that is enrolled; `devices list` names them'] })
  expect((await run('approve', id)).err).toEqual([`${id} was approved before`])
  expect(JSON.parse((await run('list', '--json', '--state', 'approved')).out.join(''))).toMatchObject([{ id, name: 'DESK-1', state: 'approved' }])
  expect((await run('revoke', id)).status).toBe(0)
  expect((await run('approve', id)).err).toEqual([`${id} is revoked and counts no more; it must be enrolled anew`])
  const end = codes[0]?.slice(0, 8) ?? ''
  expect((await run('codes', '--end', end.toLowerCase())).out).toEqual([`Code ${end} works no more. Machines that it enrolled stay enrolled.`])
  expect((await run('codes', '--end', end)).status).toBe(1)
})
