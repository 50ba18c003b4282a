import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { noDomain, sambaVersion } from '../../test/peers/directory/corp-directory.ts'
import { ranAgainst } from '../../test/peers/journal.ts'
import { withPeer } from '../../test/peers/needs.ts'
import { unitDn } from '../../test/peers/samba/corp.ts'
import { type Domain, startDomain } from '../../test/peers/samba/domain.ts'
import { writeServerFiles } from '../../test/world/server-files.ts'
import { programEnvironment } from '../../test/world/program-environment.ts'

const workflows = [
  { name: 'Administrators', for: { groups: ['CORP\\Domain Admins'] }, gates: ['email-code', 'sms-code'], needed: 2, order: 'free' },
  { name: 'Staff', for: { units: [unitDn('People')] }, gates: ['email-code', 'sms-code'], needed: 1, choices: ['unlock'] },
]
const sms = { url: 'http://127.0.0.1:9', account: 'AC1', token: 'x', caFile: '' }

withPeer('policy commands on a real domain', await noDomain(), () => {
  let domain: Domain
  let folder: string
  let file: string
  beforeAll(async () => {
    ranAgainst(import.meta.url, await sambaVersion())
    domain = await startDomain()
    folder = mkdtempSync(join(tmpdir(), 'gatehouse-policy-'))
    file = writeServerFiles({ folder, domain, mail: { host: '127.0.0.1', port: 1 }, sms: { ...sms, caFile: domain.caFile }, policy: { workflows } })
  })
  afterAll(async () => {
    await domain.stop()
    rmSync(folder, { recursive: true })
  })

  function run(command: 'check' | 'explain', ...argv: string[]) {
    const main = join(import.meta.dirname, '../main.ts')
    return new Promise<{ status: number; out: string; err: string }>((done) => {
      const child = execFile(process.execPath, [main, 'policy', command, '--config', file, ...argv], { env: programEnvironment() },
        (_, out, err) => { done({ status: child.exitCode ?? -1, out: out.trim(), err: err.trim() }) })
    })
  }
  const explain = (user: string, ...argv: string[]) => run('explain', '--user', user, '--entrance', 'workstation', ...argv)

  test('[F-15] policy check: no mistakes; a group that nobody knows is one, with its place', async () => {
    expect(await run('check')).toEqual({ status: 0, out: 'No mistakes: Administrators, Staff.', err: '' })
    const policy = join(folder, 'policy.yaml')
    const right = readFileSync(policy, 'utf8')
    writeFileSync(policy, right.replace('Domain Admins', 'Domain Admin').replace('OU=People', 'OU=Peeple'))
    const { status, err } = await run('check')
    expect(status).toBe(2)
    expect(err.split('\n')).toEqual([
      `${policy}:6:11: workflows.0.for.groups.0 is no group in the directory, or the service account may not see it; must be spelled as the directory has it`,
      `${policy}:15:11: workflows.1.for.units.0 is nothing in the directory, or the service account may not see it; must be spelled as the directory has it`,
    ])
    expect(JSON.parse((await run('check', '--json')).out)).toMatchObject({ mistakes: [{ line: 6, column: 11 }, { line: 15 }], notChecked: [] })
    // Files are judged before the directory is asked.
    writeFileSync(join(folder, 'logo.png'), '<svg xmlns="http://www.w3.org/2000/svg"/>')
    writeFileSync(policy, `${right}branding: { logo: logo.png }\n`)
    expect(await run('check')).toMatchObject({ status: 2, err: expect.stringMatching(/^\S+:\d+:19: branding\.logo names \S+logo\.png, which is SVG or another text; must be a PNG or JPEG file/u) as string })
    writeFileSync(policy, right)
  })

  test('[F-15] policy explain says what somebody meets, why, and whether they could pass', async () => {
    const { status, out } = await explain('CORP\\ada')
    expect(status).toBe(0)
    expect(out.split('\n')).toEqual([
      'CORP\\ada at workstation',
      `  Account     ${domain.people.ada.dn}`,
      '              ada; not protected, locked',
      '  Workflow    "Administrators" does not fit: in none of its groups',
      '              "Staff" fits: it is the first from the top that does',
      '  Must prove  1 of 2 different things, in this order; one that cannot be passed may be left out where enough are left',
      '    email-code  rests on the mailbox; 6 digits for 5 minutes, 3 tries, 3 messages; registered',
      '    sms-code    rests on the number; 6 digits for 5 minutes, 3 tries, 3 messages; registered',
      '  Can pass    yes',
      '  Then        unlock: yes',
      '              set a new password: no, the workflow does not allow it',
      '  Time        15 minutes in all, 180 seconds without a sign of life',
      'What people registered was not looked at: --registered does.',
    ])
    expect(JSON.parse((await explain('hedy', '--json')).out)).toMatchObject({
      own: true, canPass: false, gates: [{ gate: 'email-code', held: 'not-held' }, { gate: 'sms-code', held: 'not-held' }],
    })
    expect(JSON.parse((await explain('frances', '--json')).out)).toMatchObject({
      own: true, shown: { name: 'Administrators', needed: 2, order: 'free' }, account: { protected: true },
      choices: [{ choice: 'unlock', whyNot: 'protected' }, { choice: 'set-password', whyNot: 'protected' }],
    })
  })

  test('[F-15] policy explain says where the service account has no right', async () => {
    expect((await explain('katherine')).out).toContain('the service account has no right there, and nothing would be carried out')
    expect(JSON.parse((await explain('ada', '--json')).out)).not.toHaveProperty('outOfReach')
  })

  test('[S-10] who has no workflow, and who does not exist, is shown one that cannot be passed', async () => {
    expect((await explain('katherine')).out).toMatch(/none\. "(?:Administrators|Staff)" is shown and cannot be passed/u)
    expect(JSON.parse((await explain('nobody', '--json')).out)).toMatchObject({ own: false, canPass: false, looked: [] })
  })

  test('an entrance that does not exist is named; a directory that is away is said', async () => {
    expect(await run('explain', '--user', 'ada', '--entrance', 'window')).toMatchObject({ status: 2, err: '--entrance is "window"; must be one of workstation, portal-inside, portal-outside' })
    const before = file
    // Nobody listens there.
    file = writeServerFiles({ folder: join(folder, 'away'), domain, line: { address: '127.0.0.1', port: 9 }, mail: { host: '127.0.0.1', port: 1 }, sms: { ...sms, caFile: domain.caFile }, policy: { workflows } })
    expect(await run('check')).toMatchObject({ status: 0, out: expect.stringMatching(/^Not checked: groups and units/u) as string })
    expect(await explain('ada')).toMatchObject({ status: 1, err: expect.stringContaining('The directory does not say') as string })
    file = before
  })
})
