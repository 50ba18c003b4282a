import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Secret } from '@gatehouse/contract'
import { unitDn } from '../peers/samba/corp.ts'
import { type Domain, startDomain } from '../peers/samba/domain.ts'
import { added } from '../peers/samba/ldif.ts'
import { startPostgres } from '../peers/postgres/postgres.ts'
import { makeCertificates } from '../peers/smtp/certificates.ts'
import { type Smtp, startSmtp } from '../peers/smtp/smtp.ts'
import { startTwilio, type Twilio } from '../peers/twilio/twilio.ts'
import { startTwilioVoice, type TwilioVoice } from '../peers/twilio-voice/twilio-voice.ts'
import { soaking } from '../soak.ts'
import { writeBarePortal } from '../world/bare-portal.ts'
import { writeServerFiles } from '../world/server-files.ts'
import { startServerProcess } from '../world/server-process.ts'
import { startVoiceProcess } from '../world/voice-process.ts'
import { type KillLine, killLine } from './kill-line.ts'
import type { LineName } from './lines.ts'
import { recordOf, type Remembered } from './record.ts'

/** Who is called, and who registers; everybody else gets back in by a code by mail. */
export const CALLED = 'sophie'
export const REGISTERS = 'mary'

/** Where the portal is: the server answers by no other name. */
export const ORIGIN = 'https://reset.corp.example'
export const HELPDESK = 'helpdesk@corp.example'

/** A server with a line of its own to each of its peers, which may be killed at any moment. */
export type Scene = {
  readonly domain: Domain
  readonly smtp: Smtp
  readonly sms: Twilio
  readonly telephones: TwilioVoice
  readonly record: Remembered
  /** For commands beside the server: its settings, and the line to its database. */
  readonly settings: { readonly file: string; readonly databaseUrl: string }
  readonly lines: Readonly<Record<LineName, KillLine>>
  readonly url: string
  readonly databaseVersion: string
  /** Does something when a mail is in the mail server's hands, before the server hears that it is. */
  readonly onMail: (does: () => void) => void
  /** Ends it without a word, also while it starts. */
  readonly kill: () => void
  /** Starts it again if it is gone, with its clock a minute on: what was lost can then be decided. @returns at once where it runs */
  readonly revive: () => Promise<void>
  /** Puts its clock forward. */
  readonly pass: (milliseconds: number) => Promise<void>
  /**
   * Its clock is right again, as it must be within an hour for a controller to be believed; and as if enough time had passed, what
   * was counted of tries and messages is forgotten.
   */
  readonly beginAnew: () => Promise<void>
  readonly stop: () => Promise<void>
}

/** Longer than a change that was sent may still take effect (server/recovery/machine.ts). */
const DECIDED_AFTER = 61_000

export async function startScene(): Promise<Scene> {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-crash-'))
  let mailArrived = () => {}
  const [domain, smtp, postgres, sms, telephones, certificates] = await Promise.all([
    startDomain(), startSmtp({ onMessage: () => mailArrived() }), startPostgres(), startTwilio(), startTwilioVoice(), makeCertificates(folder),
  ])
  const groups = { Called: CALLED, Registers: REGISTERS } as const
  const groupOf = (name: keyof typeof groups) => `CN=${name},${unitDn('Services')}`
  for (const name of ['Called', 'Registers'] as const) {
    await domain.database.change(added(groupOf(name), { objectClass: 'group', sAMAccountName: name, member: domain.people[groups[name]].dn }))
  }
  const voice = await startVoiceProcess({ folder: join(folder, 'voice'), twilio: telephones, tls: certificates.right })
  const database = new URL(postgres.url)
  const lines = {
    directory: await killLine({ host: domain.address, port: 636 }),
    mail: await killLine(smtp),
    sms: await killLine(addressOf(sms.url)),
    voice: await killLine(addressOf('url' in voice.at ? voice.at.url : '')),
    database: await killLine(addressOf(postgres.url)),
  }
  database.port = String(lines.database.port)
  const own = join(folder, 'server')
  const file = writeServerFiles({
    folder: own, databaseByVariable: true, helpdeskMail: HELPDESK,
    mail: { host: smtp.host, port: lines.mail.port, caFile: smtp.caFile },
    sms: { ...sms, url: `https://127.0.0.1:${lines.sms.port}` },
    voice: { url: `https://127.0.0.1:${lines.voice.port}`, keyFile: voice.keyFile, caFile: certificates.caFile },
    portal: { origin: ORIGIN, insideNetworks: ['127.0.0.1'], effortBits: 0, folder: writeBarePortal(join(folder, 'portal')) },
    domain, line: { address: '127.0.0.1', port: lines.directory.port },
    policy: {
      workflows: [
        { name: 'Called', for: { groups: [groupOf('Called')] }, gates: ['phone-call'], needed: 1 },
        { name: 'Registers', for: { groups: [groupOf('Registers')] }, gates: ['email-code', 'sms-code', 'questions'], needed: 2 },
        { name: 'Everybody', gates: ['email-code'], needed: 1 },
      ],
      emailCode: { secondsBetweenMessages: 0 }, smsCode: { secondsBetweenMessages: 0 }, phoneCall: { secondsBetweenCalls: 0 }, questions: { required: 3, asked: 3, correct: 3 },
    },
  })
  const server = await startServerProcess({ file, folder, variables: { DATABASE_URL: database.href } })
  const key = (name: string) => new Secret(readFileSync(join(own, name), 'utf8').trim())
  const record = await recordOf({ url: new Secret(postgres.url), auditKey: key('audit.key'), registrationsKey: key('registrations.key') })

  let ahead = 0
  let kills = 0
  let reviving: Promise<void> | undefined
  /** Whatever fails because the server was killed meanwhile is no failure; `revive` goes on from there. */
  const unlessKilled = async (does: () => Promise<void>): Promise<boolean> => {
    const before = kills
    return does().then(() => true, (error: unknown) => {
      if (kills === before) throw error
      return false
    })
  }
  const pass = async (milliseconds: number) => {
    ahead += milliseconds
    await unlessKilled(() => server.moveClock(ahead))
  }
  async function reviveOnce(): Promise<void> {
    // One that was killed a moment ago may still look as if it ran.
    if (server.isRunning()) return
    await record.callsAreQuiet()
    // The long loop waits for them.
    if (!soaking) await record.jobsAreFree()
    while (!await unlessKilled(server.start));
    await pass(DECIDED_AFTER)
  }
  return {
    domain, smtp, sms, telephones, lines, record, url: server.url, settings: { file, databaseUrl: database.href }, databaseVersion: postgres.version, pass,
    onMail: (does) => { mailArrived = does },
    kill: () => {
      if (!server.isRunning()) return
      kills += 1
      process.kill(server.pid(), 'SIGKILL')
    },
    revive: () => (reviving ??= reviveOnce().finally(() => { reviving = undefined })),
    async beginAnew() {
      ahead = 0
      await pass(0)
      await record.forgetBudgets()
    },
    async stop() {
      if (server.isRunning()) await server.end('SIGKILL')
      await voice.end('SIGTERM')
      await record.close()
      await Promise.all(Object.values(lines).map((line) => line.close()))
      await Promise.all([domain.stop(), smtp.stop(), postgres.stop(), sms.stop(), telephones.stop()])
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const addressOf = (url: string) => {
  const { hostname, port } = new URL(url)
  return { host: hostname, port: Number(port) }
}
