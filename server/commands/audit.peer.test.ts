import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ranAgainst } from '../../test/peers/journal.ts'
import { writeServerFiles } from '../../test/world/server-files.ts'
import { putEmptyDatabase } from '../../test/world/empty-database.ts'
import { programEnvironment } from '../../test/world/program-environment.ts'
import { createLog } from '../../groundwork/log/log.ts'
import { openStore } from '../store/open.ts'
import { loadBoth } from './load.ts'

const PERSON = '5F0C8A52-9d5e-4b8e-8a34-0f6f1e2d3c4b'
let folder: string
let file: string

beforeAll(async () => {
  ranAgainst(import.meta.url, `Node ${process.versions.node}`)
  folder = mkdtempSync(join(tmpdir(), 'gatehouse-audit-'))
  await putEmptyDatabase(join(folder, 'data'))
  file = writeServerFiles({ folder, mail: { host: '127.0.0.1', port: 1 } })
  const silent = { out: () => {}, err: () => {}, env: { GATEHOUSE_AUDIT_HEADS_FOLDER: folder } }
  const loaded = await loadBoth(file, silent, '') ?? expect.fail('the settings have no mistake')
  const { startServer } = await import('../server.ts')
  const server = await startServer(loaded.config, loaded.policy, { log: createLog('error', () => {}) })
  await server.audit.record([
    { kind: 'begun', entrance: 'workstation', known: true, person: PERSON.toLowerCase(), recovery: 'r1', caseNumber: '7K4P-29QX' },
    { kind: 'gate-passed', gate: 'email-code', recovery: 'r1', caseNumber: '7K4P-29QX' },
    { kind: 'begun', entrance: 'workstation', known: false, recovery: 'r2', caseNumber: 'AAAA-AAAA' },
  ])
  await server.close()
})
afterAll(() => rmSync(folder, { recursive: true }))

function run(...argv: string[]) {
  const main = join(import.meta.dirname, '../main.ts')
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, 'audit', ...argv, '--config', file], { encoding: 'utf8', env: programEnvironment() })
  return { status, out: stdout.trim().split('\n'), err: stderr.trim() }
}

test('[S-18] audit verify compares the record with the heads that the server handed out', async () => {
  expect(readdirSync(folder).filter((name) => name.endsWith('.json'))).toHaveLength(1)
  expect(run('verify', '--heads', folder)).toEqual({ status: 0, out: ['5 entries in 1 chains, 1 heads: nothing was changed and nothing is missing.'], err: '' })
  expect(run('verify').out.at(-1)).toBe('Without --heads a missing end of a chain is not seen.')
  expect(run('verify', '--heads', file)).toMatchObject({ status: 2, err: expect.stringContaining('holds no head') as string })
  const store = await openStore({ folder: join(folder, 'data') })
  await store.database.execute(sql`update gatehouse_audit.entries set entry = jsonb_set(entry, '{gate}', '"sms-code"') where seq = 3`)
  await store.database.execute(sql`delete from gatehouse_audit.entries where seq = 5`)
  await store.close()
  const { status, out } = run('verify', '--heads', folder)
  expect(status).toBe(1)
  expect(out.map((line) => line.replace(/^[0-9a-f-]{36} /u, ''))).toEqual([
    '3: is not the entry that was written there', '5: missing at the end; a head shows that they were there', '4 entries in 1 chains, 1 heads: 2 findings.',
  ])
})

test('[F-23] audit show tells a case, and what happened to a person', () => {
  const shown = run('show', '--case', '7k4p-29qx')
  expect(shown.status).toBe(0)
  expect(shown.out.map((line) => line.split('  ').slice(1, 3))).toEqual([['7K4P-29QX', 'begun'], ['7K4P-29QX', 'gate-passed']])
  expect(shown.out.join('\n')).not.toContain(PERSON.toLowerCase())
  expect(run('show', '--person', PERSON).out).toEqual(shown.out)
  expect(run('show', '--case', 'ZZZZ-ZZZZ')).toEqual({ status: 1, out: [''], err: 'The record knows no case ZZZZ-ZZZZ.' })
  expect(run('show')).toMatchObject({ status: 2, err: 'one of --case and --person must be given' })
})

test('[F-23] audit export writes JSON, one entry on a line, from a moment on', () => {
  const { status, out } = run('export', '--since', '2020-01-01')
  expect(status).toBe(0)
  expect(out.map((line) => JSON.parse(line) as unknown)).toEqual(expect.arrayContaining([
    expect.objectContaining({ kind: 'begun', case: 'AAAA-AAAA', known: false, chain: expect.any(String) as string, seq: 4, at: expect.any(String) as string }),
  ]))
  expect(run('export', '--since', '2999-01-01').out).toEqual([''])
  expect(run('export', '--since', 'yesterday')).toMatchObject({ status: 2, err: expect.stringContaining('is no moment') as string })
})

test('[S-18] audit cut keeps what is not old, and all of a record that is not whole until somebody knows why', () => {
  expect(run('cut')).toMatchObject({ status: 1, out: [''], err: expect.stringContaining('the record is not whole (1 finding)') as string })
  expect(run('cut', '--despite')).toEqual({ status: 0, out: ['Nothing is older than 730 days.'], err: '' })
})
