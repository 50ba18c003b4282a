import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { writeServerFiles } from '../../test/world/server-files.ts'
import { commandLine } from './command-line.ts'
import { commands } from './list.ts'

// On the demo directory: what a real one says is in policy.peer.test.ts.
const workflows = [
  { name: 'Front desks', for: { entrances: ['workstation'], devices: 'approved' }, gates: ['email-code'], needed: 1 },
  { name: 'Everybody', gates: ['email-code', 'sms-code'], needed: 2 },
]
const sms = { url: 'http://127.0.0.1:9', account: 'AC1', token: 'x', caFile: '' }

let folder: string
let config: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'gatehouse-explain-'))
  config = writeServerFiles({
    folder, mail: { host: '127.0.0.1', port: 1 }, sms, devices: { url: 'https://gatehouse.corp.example' }, policy: { devices: { mayBegin: 'known' }, workflows },
  })
})
afterAll(() => rmSync(folder, { recursive: true }))

const explain = (...argv: string[]) => explainOf('ada', ...argv)
async function explainOf(user: string, ...argv: string[]) {
  const said = { out: [] as string[], err: [] as string[] }
  const asked = commandLine(['policy', 'explain', '--config', config, '--user', user, ...argv], commands)
  if (!asked.ok) throw new Error(asked.mistakes.join())
  return { status: await asked.command.run(asked.given, { out: (line) => void said.out.push(line), err: (line) => void said.err.push(line), env: {} }), ...said }
}

test('[S-07] policy explain --approved says what an approved machine is worth; without it the workflow for those is not looked at', async () => {
  const approved = await explain('--entrance', 'workstation', '--approved')
  expect(approved).toMatchObject({ status: 0, err: [] })
  expect(approved.out.slice(0, 2)).toEqual(['ada at workstation, a machine that an administrator has approved', '  Machine     must be enrolled, or nothing begins here'])
  expect(approved.out).toContain('  Workflow    "Front desks" fits: it is the first from the top that does')
  expect(approved.out.join('\n')).toContain('Must prove  1 of 1 different things')
  const any = await explain('--entrance', 'workstation')
  expect(any.out[0]).toBe('ada at workstation')
  expect(any.out.join('\n')).not.toContain('Front desks')
  expect(any.out).toContain('  Workflow    "Everybody" fits: it is the first from the top that does')
  expect(any.out.join('\n')).toContain('Must prove  2 of 2 different things')
  expect(JSON.parse((await explain('--entrance', 'workstation', '--approved', '--json')).out.join(''))).toMatchObject({ entrance: 'workstation', approved: true, mayBegin: 'known', shown: { name: 'Front desks' } })
})

test('[S-07] policy explain takes --approved for a workstation alone', async () => {
  expect(await explain('--entrance', 'portal-inside', '--approved')).toEqual({ status: 2, out: [], err: ['--approved is of a workstation; must go with --entrance workstation'] })
})

test('[S-10] policy explain shows a name that nobody has what somebody meets there, as the server does', async () => {
  for (let n = 0; n < 12; n++) {
    const { out } = await explainOf(`nobody-${n}`, '--entrance', 'workstation', '--approved', '--json')
    expect(JSON.parse(out.join(''))).toMatchObject({ own: false, shown: { name: 'Front desks' } })
  }
})
