import type { Page } from '@playwright/test'
import type { Domain } from '../peers/samba/domain.ts'
import type { Message } from '../peers/smtp/smtp.ts'
import type { ShortMessage } from '../peers/sms-box.ts'
import type { SmsPeer } from '../world/sms-settings.ts'
import type { ServerProcess } from '../world/server-process.ts'
import type { Trace } from '../world/traces.ts'
import type { Machine } from './machine.ts'
import { type ClientOptions, openOwnClient, type OwnClient } from './own-client.ts'
import { type OwnServer, type ServerOptions, startOwnServer } from './own-server.ts'

export type RunOptions = ServerOptions & ClientOptions

/** A whole Gatehouse for one test: a server and a client of its own, with the worker's domain and mail server. */
export type Run = {
  machine: Machine
  domain: Domain
  server: ServerProcess
  client: OwnClient
  own: OwnServer
  /** Who brings its codes by SMS. */
  sms: SmsPeer
  /** The page that is on the screen now. */
  page: () => Promise<Page>
  /** The code in the next mail to that person that was not asked for yet. It is a secret from then on. */
  codeFor: (person: { privateMail?: string }) => Promise<string>
  /** The code in the next SMS to that person; it and the number are secrets from then on. */
  smsCodeFor: (person: { number?: string }) => Promise<string>
  /** The next notice at that address, from after this run began. */
  noticeAt: (address: string | undefined) => Promise<Message>
  /** Notes something that is typed and must be found nowhere afterwards. */
  secret: (text: string) => string
  secrets: ReadonlySet<string>
  /** Ends both, the client first. @returns what did not end as it should */
  end: () => Promise<string[]>
  /** All that both have written anywhere, while they ran and after; once they have ended. */
  traces: () => Promise<Trace[]>
  remove: () => Promise<void>
}

export async function startRun(machine: Machine, options: RunOptions): Promise<Run> {
  const { domain, smtp } = machine
  const before = smtp.messages().at(-1)
  const sms = await machine.smsPeer(options.sms ?? 'twilio')
  const lastSms = sms.messages().at(-1)
  const own = await startOwnServer(machine, options)
  const client = await openOwnClient(machine, own.process.url, options).catch(async (error: unknown) => {
    await own.end()
    await own.remove()
    throw error
  })

  const secrets = new Set<string>()
  const newest = new Map<string, Message>()
  const newestSms = new Map<string, ShortMessage>()
  const whileRunning: Trace[] = []
  const secret = (text: string) => {
    secrets.add(text)
    return text
  }
  return {
    machine, domain, client, own, sms, secret, secrets,
    server: own.process,
    page: client.page,
    async codeFor({ privateMail: to = 'nobody' }) {
      const message = await smtp.next({ to, after: newest.get(to) ?? before, withCode: true })
      newest.set(to, message)
      return secret(message.code())
    },
    async smsCodeFor({ number = '' }) {
      const to = e164(number)
      for (const spelling of [to, to.slice(1), number]) secret(spelling)
      const message = await sms.next({ to, after: newestSms.get(to) ?? lastSms })
      newestSms.set(to, message)
      return secret(message.code())
    },
    noticeAt: (to = 'nobody') => smtp.next({ to, after: before, withCode: false }),
    async end() {
      whileRunning.push(...[...client.files(), ...own.files()].map(({ where, bytes }) => ({ where: `while it ran, ${where}`, bytes })))
      return [...await client.end(), ...await own.end()]
    },
    traces: async () => [...whileRunning, ...client.traces(), ...await own.traces()],
    async remove() {
      client.remove()
      await own.remove()
    },
  }
}

/** Of a German number, however it is spelled. */
const e164 = (number: string) => `+49${number.replace(/\(0\)/, '').replace(/\D/g, '').replace(/^(?:0049|49|0)/, '')}`
