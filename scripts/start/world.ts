import { createWriteStream, rmSync } from 'node:fs'
import { join } from 'node:path'
import { Secret } from '@gatehouse/contract'
import { loadConfig } from '../../server/config/load.ts'
import { readFile } from '../../groundwork/settings/read-file.ts'
import { demoDirectory } from '../../server/directory/demo/demo-directory.ts'
import { demoDomain, demoPeople } from '../../server/directory/demo/people.ts'
import { createLog } from '../../groundwork/log/log.ts'
import { loadPolicy } from '../../server/policy/load.ts'
import { factsIn } from '../../server/policy-needs.ts'
import { startServer } from '../../server/server.ts'
import { startDomain } from '../../test/peers/samba/domain.ts'
import { freePort } from '../../test/peers/free-port.ts'
import type { Person } from '../../test/peers/samba/people.ts'
import { startSmtp } from '../../test/peers/smtp/smtp.ts'
import { startTwilio } from '../../test/peers/twilio/twilio.ts'
import { inboxPage } from '../../test/world/inbox-page.ts'
import { writeServerFiles } from '../../test/world/server-files.ts'

/** Somebody to try it as. */
export type Insider = { typed: string; name: string; password: string; mail: string; state: 'locked' | 'forgotten' | 'disabled' }

/** The people's side of a directory: who they are, and whether a sign-in really works. */
type People = {
  directoryName: string
  insiders: Insider[]
  /** @returns 'ok', or why not */
  signIn: (insider: Insider, password: string) => Promise<string>
  /** How a sign-in is tried, for the tour's last lines. */
  signInBy: string
  stop: () => Promise<void>
}

export type StartedWorld = People & {
  /** Of the reset API. */
  url: string
  /** @returns the code in the newest mail to this address, once it has come */
  codeFor: (mail: string) => Promise<string>
  /** Tells on the terminal who may be tried, and where their mail arrives. */
  introduce: () => void
}

type Parts = {
  folder: string
  /** The built portal. */
  portalFiles: string
  domain: boolean
  /** Whether the terminal is the inbox too; else it only names each mail. */
  readMails: boolean
  say: (line: string) => void
}

/** A whole Gatehouse on loopback: directory, inbox, reset API with its embedded database, which begins empty. */
export async function startWorld({ folder, portalFiles, domain: wantsDomain, readMails, say }: Parts): Promise<StartedWorld> {
  rmSync(folder, { recursive: true, force: true })
  const smtp = await startSmtp({
    onMessage: ({ to, subject, text }) => say(`    Demo inbox: to ${to.join(', ')}: ${subject}${readMails ? `\n\n${indented(text)}\n` : ''}`),
  })
  const twilio = await startTwilio({
    plain: true,
    onMessage: ({ to, text }) => say(`    Demo telephone: to ${to}${readMails ? `\n\n${indented(text)}\n` : ''}`),
  })
  const page = await inboxPage(() => [
    ...smtp.messages().map(({ to, subject, text, arrivedAt }) => ({ to: to.join(', '), subject, text, arrivedAt })),
    ...twilio.messages().map(({ to, text, arrivedAt }) => ({ to, subject: 'Text message', text, arrivedAt })),
  ])
  const domain = wantsDomain ? await startDomain() : undefined
  const demo = demoDirectory()
  const people = domain ? domainPeople(domain) : demoDirectoryPeople(demo)

  const port = await freePort()
  const portal = { origin: `http://127.0.0.1:${port}`, folder: portalFiles }
  const file = writeServerFiles({ folder, port, portal, devices: { url: portal.origin }, mail: { host: smtp.host, port: smtp.port, caFile: smtp.caFile }, sms: twilio, policy: eitherWay, ...(domain && { domain }) })
  const loaded = await loadConfig({ file, env: {}, readFile })
  if (!loaded.ok) throw new Error(`our own settings do not load: ${JSON.stringify(loaded.mistakes)}`)
  const policy = loadPolicy(loaded.policy.text, loaded.policy.file, factsIn(loaded.config))
  if (!policy.ok) throw new Error(`our own policy does not load: ${JSON.stringify(policy.mistakes)}`)
  const journal = createWriteStream(join(folder, 'server.log'))
  const log = createLog(loaded.config.log.level, (line) => journal.write(line))
  const server = await startServer(loaded.config, policy.policy, domain ? { log } : { log, directory: demo })
  say(`Reset API at ${server.url}, ${people.directoryName}. Reset portal at ${portal.origin}/reset`)

  return {
    ...people,
    url: server.url,
    async codeFor(mail) {
      const { code } = await smtp.next({ to: mail, withCode: true })
      return code()
    },
    introduce() {
      say('\nWho you may be:')
      for (const one of people.insiders) say(`  ${one.typed.padEnd(12)} ${introductions[one.state]}`)
      say(`\nTheir mail and their text messages arrive here and at ${page.url}\n`)
    },
    async stop() {
      await server.close()
      journal.end()
      await Promise.all([page.stop(), smtp.stop(), twilio.stop(), people.stop()])
    },
  }
}

/** One code is enough, by whichever way. */
const eitherWay = { workflows: [{ name: 'Everybody', gates: ['email-code', 'sms-code'], needed: 1 }] }

const introductions = {
  locked: 'is locked out and knows the password',
  forgotten: 'has forgotten the password',
  disabled: 'is disabled: only the helpdesk can help',
} satisfies Record<Insider['state'], string>

function demoDirectoryPeople(demo: ReturnType<typeof demoDirectory>): People {
  const stateOf = ({ locked, disabled }: { locked: boolean; disabled: boolean }) => (locked ? 'locked' : disabled ? 'disabled' : 'forgotten')
  return {
    directoryName: 'demo directory',
    insiders: demoPeople.map((one) => ({
      typed: `${demoDomain.netbios}\\${one.name}`, name: one.name, password: one.password, mail: one.privateMail, state: stateOf(one),
    })),
    signIn: ({ typed }, password) => demo.signIn(typed, new Secret(password)),
    signInBy: 'the demo directory',
    stop: async () => {},
  }
}

function domainPeople(domain: Awaited<ReturnType<typeof startDomain>>): People {
  const { ada, grace, linus } = domain.people
  const insider = ({ account, name, password, privateMail }: Person, state: Insider['state']): Insider =>
    ({ typed: account, name, password, mail: privateMail ?? '', state })
  return {
    directoryName: `Samba domain ${domain.realm}`,
    insiders: [insider(ada, 'locked'), insider(grace, 'forgotten'), insider(linus, 'disabled')],
    async signIn({ name }, password) {
      const said = await domain.kinit(name, password)
      return said.answer === 'ok' ? 'ok' : said.reason
    },
    signInBy: 'kinit',
    stop: () => domain.stop(),
  }
}

const indented = (text: string) => text.trim().replace(/^/gm, '    ')
