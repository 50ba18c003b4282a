import { changesHere } from '../recovery/changes.ts'
import { randomBytes, randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { inspect } from 'node:util'
import { Secret } from '@gatehouse/contract'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { onBothDatabases, type TestDatabase } from '../../test/peers/databases.ts'
import { dumpFiles, dumpTables } from '../../test/peers/dump.ts'
import { ranAgainst } from '../../test/peers/journal.ts'
import { withPeer } from '../../test/peers/needs.ts'
import { opensslMissing } from '../../test/peers/smtp/certificates.ts'
import { type Smtp, smtpServerVersion, startSmtp } from '../../test/peers/smtp/smtp.ts'
import { derivedCodes } from '../gates/codes.ts'
import { gateList } from '../gates/list.ts'
import { lockedAccount } from '../recovery/machine.scenario.ts'
import { belongsNowhere, decoy, inForce, policy } from '../recovery/policy.scenario.ts'
import type { AuditEntry } from '../recovery/audit.ts'
import type { Directory } from '../recovery/ports.ts'
import { recoveryService } from '../recovery/service.ts'
import { contactsOf } from '../registration/contacts.ts'
import { registrationKeys } from '../registration/seal.ts'
import type { Store } from '../store/database.ts'
import { storedMessages } from '../store/messages.ts'
import { storedNoticesTold } from '../store/notices-told.ts'
import { storedRegistrations } from '../store/registrations.ts'
import { storedRecoveries } from '../store/recoveries.ts'
import { unlimited } from '../throttle/throttle.scenario.ts'
import { byMail, noCarrier } from './carriers.ts'
import { deliverCode } from './deliver-code.ts'
import { deliverNotice } from './deliver-notice.ts'
import { type MessageQueue, startQueue } from './queue.ts'
import { smtpSender } from './smtp.ts'
import { readTexts } from './texts.ts'
import { writeMail } from './write-code.ts'
import { writeNotice } from './write-notice.ts'

// Real queue, real database, real mail server. Eight digits: six would be found by chance, in a time stamp or in WebAssembly.
const codes = derivedCodes(new Secret(randomBytes(32).toString('base64')))
const gates = gateList({ codes })
const keys = registrationKeys(new Secret(randomBytes(32).toString('base64')))
const rules = { ...policy, emailCode: { ...policy.emailCode, digits: 8, secondsBetweenMessages: 0 } }

const addressOf = (person: string) => `${person}@home.example`
/** Everybody whose name does not begin with "nobody" exists, and is his own number. */
const directory: Directory = {
  demo: undefined,
  find: async (typed) => (typed.startsWith('nobody') ? undefined : typed),
  ...belongsNowhere, ofSid: async () => undefined,
  account: async (name) => ({ ...lockedAccount, name }),
  privateMail: async (person) => addressOf(person),
  privateNumber: async () => undefined,
  ownMail: async (person) => `${person}@contoso.example`,
  ownMailboxes: async (person) => [`${person}@contoso.example`],
  arrived: async () => undefined,
  became: async () => undefined,
  passwordRules: async () => [],
  unlock: async () => {}, setPassword: async () => {}, check: async () => {}, close: async () => {},
}

function serverOn(store: Store, queue: MessageQueue, smtp: Smtp, lines: unknown[]) {
  const recoveries = storedRecoveries(store.database, queue.enqueue, () => {})
  const surroundings = { now: Date.now, token: () => randomBytes(32).toString('base64url'), id: randomUUID, caseNumber: () => '7K4P-29QX' }
  const say = (...line: unknown[]) => void lines.push(line)
  const mail = smtpSender(
    { host: smtp.host, port: smtp.port, tls: 'starttls', ca: readFileSync(smtp.caFile, 'utf8'), from: 'helpdesk@contoso.example' },
    { connect: 1000, whole: 1200 },
  )
  const registrations = storedRegistrations({ database: store.database, keys, tell: () => {}, enqueue: async () => {}, log: { error: say }, now: Date.now })
  const contacts = contactsOf({ registrations, directory, fromDirectory: () => true, now: Date.now })
  const parts = {
    recoveries, gates, codes, now: Date.now, throttle: unlimited(Date.now),
    messages: storedMessages(store.database),
    carriers: {
      email: byMail({ contacts, write: writeMail(() => readTexts().languages, { company: 'Contoso', helpdesk: '4357' }), send: mail }),
      sms: noCarrier,
    },
    log: { info: say, warn: say, error: say },
    audit: { record: async (entries: readonly AuditEntry[]) => void lines.push(...entries) },
  }
  const notices = {
    recoveries, directory, contacts, told: storedNoticesTold(store.database), now: Date.now, log: parts.log, mail, audit: parts.audit,
    write: writeNotice(() => readTexts().languages, { company: 'Contoso', helpdesk: '4357' }, 'Europe/Berlin'),
  }
  return {
    service: recoveryService({ store: recoveries, directory, isStopped: async () => false, gates, decoy, policy: () => inForce(rules), throttle: unlimited(Date.now), passwords: { shown: () => [], judge: async () => undefined }, judges: { asked: () => Promise.resolve([]), judge: () => Promise.resolve('unanswered') }, changes: changesHere(), surroundings }),
    registrations,
    work: () => queue.work({ code: (message) => deliverCode(message, parts), call: async () => {}, alarm: async () => {}, notice: (message) => deliverNotice(message, notices) }),
  }
}

withPeer('Codes by mail', opensslMissing(), () => {
  onBothDatabases(import.meta.url, (database: TestDatabase) => {
    let store: Store
    let queue: MessageQueue
    let smtp: Smtp
    let server: ReturnType<typeof serverOn>
    const lines: unknown[] = []
    const silent = { info() {}, warn() {}, error() {} }
    const start = async () => {
      store = await database.open()
      queue = await startQueue(store.jobs, silent)
      server = serverOn(store, queue, smtp, lines)
      await server.work()
    }
    beforeAll(async () => {
      ranAgainst(import.meta.url, `smtp-server ${smtpServerVersion}`)
      smtp = await startSmtp()
      await start()
    })
    afterEach(() => smtp.misbehave(undefined))
    afterAll(async () => {
      await queue.stop(1000)
      await store.close()
      await smtp.stop()
    })

    const begin = async (account: string) => {
      const { view, token } = await server.service.begin({ account, language: 'en' }, { entrance: 'workstation', address: '192.0.2.7' })
      return { view, token: new Secret(token), to: addressOf(account) }
    }
    const sentTo = (to: string) => smtp.messages().filter((message) => message.to.includes(to))
    const field = (row: unknown, name: string): unknown => Object.getOwnPropertyDescriptor(row, name)?.value
    const newest = async (table: string, column: string, order: string) =>
      field((await store.database.execute(`select ${column} as it from ${table} order by ${order} desc limit 1`)).rows[0], 'it')
    const jobState = () => newest('pgboss.job', 'state', 'created_on')
    const messageState = () => newest('messages', 'state', 'at')
    const untilJobIs = (state: string) => expect.poll(jobState).toBe(state)

    it('a code that arrives, over TLS, passes the gate', async () => {
      const { view, token, to } = await begin('ada')
      const mail = await smtp.next({ to })
      expect(mail.secure).toBe(true)
      const next = await server.service.answer(token, { stepToken: view.stepToken, answer: new Secret(mail.code()) })
      expect(next.step.kind).toBe('choice')
      await untilJobIs('completed')
      expect(await messageState()).toBe('sent')
    })

    it('[S-10] a decoy has a message and a job like anybody, and nothing is sent', async () => {
      const before = smtp.attempts()
      const { view } = await begin('nobody-of-this-name')
      expect(view.step.kind).toBe('code')
      await untilJobIs('completed')
      expect(await messageState()).toBe('failed')
      expect(smtp.attempts()).toBe(before)
    })

    it('[S-14] a mail server that is busy is asked again, and one mail comes', async () => {
      const before = smtp.attempts()
      await smtp.misbehave('recipient-451')
      const { to } = await begin('grace')
      await expect.poll(() => smtp.attempts()).toBe(before + 1)
      await untilJobIs('retry')
      await smtp.misbehave(undefined)
      await smtp.next({ to })
      await untilJobIs('completed')
      expect(sentTo(to)).toHaveLength(1)
    })

    it('[S-14] a mail whose fate nobody knows is not sent again, but a new one on demand', async () => {
      await smtp.misbehave('hang')
      const { view, token, to } = await begin('linus')
      await untilJobIs('completed')
      await smtp.misbehave(undefined)
      expect(await messageState()).toBe('sending')
      expect(sentTo(to)).toHaveLength(0)

      const again = await server.service.sendAgain(token, { stepToken: view.stepToken })
      const mail = await smtp.next({ to })
      expect((await server.service.answer(token, { stepToken: again.stepToken, answer: new Secret(mail.code()) })).step.kind).toBe('choice')
      await untilJobIs('completed')
      expect(sentTo(to)).toHaveLength(1)
    })

    it('[S-14] a server that must stop waits as long as it may; what it leaves is not sent by the next', async () => {
      await smtp.misbehave('hang')
      const before = smtp.attempts()
      const { to } = await begin('barbara')
      await expect.poll(() => smtp.attempts()).toBe(before + 1)
      const stopping = Date.now()
      await queue.stop(1000)
      expect(Date.now() - stopping).toBeLessThan(3000)
      await store.close()

      await smtp.misbehave(undefined)
      await start()
      await untilJobIs('completed')
      expect(await messageState()).toBe('sending')
      expect(sentTo(to)).toHaveLength(0)
    })

    it('a message that was queued while nobody worked is sent when somebody does', async () => {
      await queue.stop(1000)
      await store.close()
      store = await database.open()
      queue = await startQueue(store.jobs, silent)
      server = serverOn(store, queue, smtp, lines)
      const { to } = await begin('edsger')
      expect(sentTo(to)).toHaveLength(0)
      await server.work()
      await smtp.next({ to })
      await untilJobIs('completed')
    })

    /** Somebody gets back in. @returns where the private mail goes, and the own */
    async function unlocked(account: string) {
      const { view, token, to } = await begin(account)
      const next = await server.service.answer(token, { stepToken: view.stepToken, answer: new Secret((await smtp.next({ to, withCode: true })).code()) })
      return { own: `${account}@contoso.example`, to, choose: () => server.service.choose(token, { stepToken: next.stepToken, choice: 'unlock' }) }
    }

    it('[F-24] after an unlock the person is told, at the private address and at the own mailbox', async () => {
      const { choose, own, to } = await unlocked('margaret')
      const code = smtp.messages().at(-1)
      expect((await choose()).step).toMatchObject({ kind: 'done' })
      for (const address of [own, to]) {
        const notice = await smtp.next({ to: address, after: code })
        expect(notice.subject).toBe('Contoso: your account was unlocked')
        expect(notice.text).toContain('4357')
      }
      await expect.poll(() => inspect(lines)).toContain('notice-sent')
    })

    it('[S-16 F-17 F-24] whoever registered an address gets the code there, and hears of the unlock there, at the one before it, and at the directory\'s', async () => {
      const [old, now] = ['hedy-old@home.example', 'hedy-new@home.example']
      for (const to of [old, now]) {
        const seen = await server.registrations.read('hedy')
        await server.registrations.put(seen, [{ kind: 'mail', slot: '1', value: new Secret(to), origin: 'self', provedAt: 0, outsideFrom: Date.now() + 60_000, confirmedAt: 0 }])
      }
      const { view, token } = await begin('hedy')
      const code = await smtp.next({ to: now, withCode: true })
      const next = await server.service.answer(token, { stepToken: view.stepToken, answer: new Secret(code.code()) })
      expect((await server.service.choose(token, { stepToken: next.stepToken, choice: 'unlock' })).step).toMatchObject({ kind: 'done' })
      for (const to of [old, now, addressOf('hedy'), 'hedy@contoso.example']) {
        expect((await smtp.next({ to, after: code })).subject).toBe('Contoso: your account was unlocked')
      }
      expect(sentTo(old).concat(sentTo(addressOf('hedy'))).some((mail) => mail.hasCode)).toBe(false)
    })

    it('[S-14] a notice whose fate nobody knows is sent again, with the same Message-ID', async () => {
      const { choose, own } = await unlocked('radia')
      await smtp.misbehave('drop-after-taking')
      await choose()
      const first = await smtp.next({ to: own })
      await smtp.misbehave(undefined)
      const again = await smtp.next({ to: own, after: first })
      expect(again.header('message-id')).toBe(first.header('message-id'))
      expect(again.text).toBe(first.text)
    })

    it('[S-19] no code and no address is in a table, a file of the database or a log line, and a planted one is found', async () => {
      const secrets = smtp.messages().flatMap((mail) => [...(mail.hasCode ? [mail.code()] : []), ...mail.to])
      expect(secrets.length).toBeGreaterThan(6)
      const seen = { tables: await dumpTables(store), files: dumpFiles(database.folder()), lines: inspect(lines, { depth: 9, maxArrayLength: null }) }
      expect(seen.tables).toContain('code-messages')
      expect(seen.lines).toContain('code sent')
      for (const secret of secrets) for (const where of Object.values(seen)) expect(where.includes(secret)).toBe(false)

      const planted = `${secrets[0] ?? ''}-planted`
      await store.database.transaction(async (transaction) => {
        await transaction.execute(`insert into pgboss.job (name, data) values ('code-messages', '{"code": "${planted}"}')`)
      })
      expect(await dumpTables(store)).toContain(planted)
      await store.database.execute(`delete from pgboss.job where data::text like '%planted%'`)
      expect(await dumpTables(store)).not.toContain(planted)
      expect(dumpFiles(database.folder())).toContain(planted)
    })
  })
})
