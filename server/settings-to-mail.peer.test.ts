import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { parseDocument } from 'yaml'
import { ranAgainst } from '../test/peers/journal.ts'
import { withPeer } from '../test/peers/needs.ts'
import { opensslMissing } from '../test/peers/smtp/certificates.ts'
import { type Smtp, smtpServerVersion, startSmtp } from '../test/peers/smtp/smtp.ts'
import { writeServerFiles } from '../test/world/server-files.ts'
import { loadConfig } from './config/load.ts'
import { readFile } from '../groundwork/settings/read-file.ts'
import { createLog } from '../groundwork/log/log.ts'
import { loadPolicy } from './policy/load.ts'
import { factsIn } from './policy-needs.ts'
import { startServer } from './server.ts'

// The way of a setting: what an administrator writes into the files is what the mail server sees.

withPeer('A mail server that demands a sign-in', opensslMissing(), () => {
  const login = { user: 'gatehouse', password: 'p@ss "word" for mail' }
  let folder: string
  let smtp: Smtp
  let lines: string[]
  beforeEach(async () => {
    ranAgainst(import.meta.url, `smtp-server ${smtpServerVersion}`)
    folder = mkdtempSync(join(tmpdir(), 'gatehouse-settings-'))
    smtp = await startSmtp({ login })
    lines = []
  })
  afterEach(async () => {
    await smtp.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  /** A server from files like those of an administrator. @param mail what they say of the sign-in */
  async function started(mail: Record<string, string>) {
    const file = writeServerFiles({ folder, mail: { host: smtp.host, port: smtp.port, caFile: smtp.caFile }, policy: { texts: 'words' } })
    mkdirSync(join(folder, 'words'))
    writeFileSync(join(folder, 'words/en.json'), JSON.stringify({ codeMail: { subject: '{company}, in words of its own', body: ['{company}', '{code}', '{howLong}', '{helpdesk}'] } }))
    const document = parseDocument((await readFile(file)).text)
    for (const [name, value] of Object.entries(mail)) document.setIn(['mail', name], value)
    writeFileSync(file, document.toString())
    writeFileSync(join(folder, 'mail.password'), `${login.password}\n`, { mode: 0o600 })
    const loaded = await loadConfig({ file, env: {}, readFile })
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.mistakes))
    const policy = loadPolicy(loaded.policy.text, loaded.policy.file, factsIn(loaded.config))
    if (!policy.ok) throw new Error(JSON.stringify(policy.mistakes))
    return startServer(loaded.config, policy.policy, { log: createLog('info', (line) => void lines.push(line)) })
  }

  const begin = (url: string) => fetch(`${url}/v1/recoveries`, {
    method: 'POST', headers: { 'gatehouse-contract': '1', 'content-type': 'application/json' },
    body: JSON.stringify({ account: 'ada', language: 'en' }),
  })

  it('gets the user and the password of the settings, and the code arrives in the words that the policy names', async () => {
    const server = await started({ user: login.user, passwordFile: 'mail.password' })
    expect((await begin(server.url)).status).toBe(200)
    const mail = await smtp.next({ to: 'ada@home.example' })
    expect(mail.code()).toMatch(/^\d{6}$/)
    expect(mail.subject).toMatch(/, in words of its own$/)
    await server.close()
  })

  it('is asked again where the settings forget the sign-in: nothing is given up, and the log says 530', async () => {
    const server = await started({})
    await begin(server.url)
    await expect.poll(() => lines.filter((line) => line.includes('code not sent yet') && line.includes('530')).length).toBeGreaterThan(1)
    expect(lines.join('')).not.toContain('code not sent: refused')
    await server.close()
  })
})
