import { Secret } from '@gatehouse/contract'
import { expect, test } from 'vitest'
import { lockedAccount } from '../recovery/machine.scenario.ts'
import type { AuditEntry } from '../recovery/audit.ts'
import { DirectoryProblem } from '../recovery/ports.ts'
import type { Registered, Registration, RegistrationNotice } from '../registration/ports.ts'
import { notMeLinks } from '../registration/link.ts'
import { deliverRegistrationNotice, type NoticeTo, type RegistrationNoticeParts, spreadNotice } from './registration-notices.ts'
import type { Fate, Mail, Sms } from './ports.ts'
import { readTexts } from './texts.ts'
import { writeRegistrationNotice } from './write-registration.ts'

const AT = Date.UTC(2026, 0, 1)
const DAY = 86_400_000
const notice: RegistrationNotice = { person: 'guid', told: 'added', kind: 'mail', at: AT, caseNumber: 'CASE-1', language: 'de' }
const item = (kind: 'mail' | 'number', slot: string, value: string, provedAt: number | null = AT - 1): Registration =>
  ({ kind, slot, value: new Secret(value), origin: 'self', provedAt, outsideFrom: 0, confirmedAt: provedAt ?? 0 })

function world(different: Partial<RegistrationNoticeParts> = {}) {
  const queued: NoticeTo[] = []
  const mails: Mail[] = []
  const shorts: Sms[] = []
  const entries: AuditEntry[] = []
  const lines: object[] = []
  const own = { fate: { fate: 'sent' } as Fate, now: AT }
  const registered: Registered = {
    person: 'guid', version: 3, has: { number: [item('number', '1', '+491713920011')], mail: [item('mail', '1', 'old@home.example'), item('mail', '2', 'thief@evil.example', AT)], answer: [] },
    former: [{ kind: 'mail', slot: 'former-1', value: new Secret('former@home.example'), until: AT + DAY }],
  }
  const links = notMeLinks(new Secret(Buffer.alloc(32, 1).toString('base64')))
  const say = (fields: object) => void lines.push(fields)
  const parts: RegistrationNoticeParts = {
    registrations: { read: async () => registered },
    directory: { privateMail: async () => 'ada@home.example', ownMail: async () => 'ada@corp.example', managerMail: async () => 'boss@corp.example', account: async () => lockedAccount },
    tellsManager: () => true, mail: async (mail) => { mails.push(mail); return own.fate }, sms: async (sms) => { shorts.push(sms); return own.fate },
    write: writeRegistrationNotice({
      languages: () => readTexts().languages, about: { company: 'Example Corp', helpdesk: '4711' }, timeZone: 'Europe/Berlin', links, page: 'https://reset.corp.example/register', linkLives: () => 14 * DAY,
    }),
    enqueue: async (one) => void queued.push(one), audit: { record: async (more) => void entries.push(...more) }, log: { info: say, warn: say, error: say }, now: () => own.now,
    ...different,
  }
  return { parts, queued, mails, shorts, entries, lines, links, own, tell: (to: string, more = {}) => deliverRegistrationNotice({ ...notice, ...more, to }, parts) }
}

test('[S-16] a change is told at everything that was there before it, at former places, at both addresses of the directory and at the manager, and not at what it put there', async () => {
  const { parts, queued } = world()
  await spreadNotice(notice, parts)
  expect(queued.map(({ to }) => to)).toEqual(['private-mail', 'own-mail', 'manager', 'mail:1', 'number:1', 'mail:former-1'])
  const without = world({ tellsManager: () => false, sms: undefined })
  await spreadNotice(notice, without.parts)
  expect(without.queued.map(({ to }) => to)).toEqual(['private-mail', 'own-mail', 'mail:1', 'mail:former-1'])
})

test('[S-16] what an administrator’s file put there is told nothing of that either: whoever gave a wrong address gets no link that freezes', async () => {
  const { parts, queued } = world()
  const { has, ...rest } = await parts.registrations.read('guid')
  const brought: Registration = { ...item('mail', '2', 'thief@evil.example', null), origin: 'import', confirmedAt: AT }
  await spreadNotice(notice, { ...parts, registrations: { read: async () => ({ ...rest, has: { ...has, mail: [item('mail', '1', 'old@home.example', null), brought] } }) } })
  expect(queued.map(({ to }) => to)).toEqual(['private-mail', 'own-mail', 'manager', 'mail:1', 'number:1', 'mail:former-1'])
})

test('[S-16] each hears it in the person’s language, with a link that freezes in mails alone, under the same Message-ID each time', async () => {
  const { mails, shorts, entries, links, tell } = world()
  for (const to of ['private-mail', 'own-mail', 'manager', 'mail:1', 'mail:former-1', 'number:1', 'manager']) await tell(to)
  expect(mails.map(({ to }) => to)).toEqual(['ada@home.example', 'ada@corp.example', 'boss@corp.example', 'old@home.example', 'former@home.example', 'boss@corp.example'])
  expect(new Set(mails.map(({ id }) => id)).size).toBe(5)
  const text = mails[2]?.text.reveal() ?? ''
  expect(text).toMatch(/Konto ada bei Example Corp wurde hinterlegt: eine E-Mail-Adresse/u)
  const token = /^https:\/\/reset\.corp\.example\/register#not-me=(\S+)$/mu.exec(text)?.[1] ?? ''
  expect(links.read(new Secret(token))).toMatchObject({ person: 'guid', caseNumber: 'CASE-1', language: 'de', until: AT + 14 * DAY })
  expect(shorts.map(({ to }) => to.reveal())).toEqual(['+491713920011'])
  expect(shorts[0]?.text.reveal()).not.toContain('http')
  expect(entries.map((entry) => ('to' in entry ? entry.to : ''))).toEqual(['private-mail', 'own-mail', 'manager', 'mail', 'mail', 'number', 'manager'])
})

test('[S-14] what may not have arrived is told again, for two days; then that it was not is on the record', async () => {
  const { own, entries, tell } = world()
  for (const fate of ['not-now', 'unknown'] as const) {
    own.fate = { fate, why: 'as the test wants' }
    await expect(tell('manager')).rejects.toThrow('provider')
  }
  own.now = AT + 2 * DAY
  await tell('manager')
  expect(entries).toEqual([{ kind: 'registration-notice-failed', told: 'added', to: 'manager', person: 'guid', caseNumber: 'CASE-1', why: 'gave-up' }])
})

test('a directory that is away is asked again; where there is nothing to be told at, nothing fails', async () => {
  const away = world({ directory: { ...world().parts.directory, managerMail: () => Promise.reject(new DirectoryProblem('unreachable', 'x')) } })
  await expect(away.tell('manager')).rejects.toThrow('provider')
  const { directory } = world().parts
  const nothing = world({ directory: { ...directory, privateMail: async () => undefined, ownMail: async () => 'no address', managerMail: async () => undefined } })
  for (const to of ['private-mail', 'own-mail', 'manager', 'mail:7', 'number:2']) await nothing.tell(to)
  expect([nothing.mails, nothing.shorts, nothing.entries]).toEqual([[], [], []])
})

test('[S-04] no address, number or link is in what is logged or recorded', async () => {
  const { lines, entries, tell } = world()
  for (const to of ['private-mail', 'mail:1', 'number:1', 'mail:former-1']) await tell(to)
  const all = JSON.stringify([lines, entries])
  expect(all).toContain('CASE-1')
  expect(all).not.toMatch(/@|\+49|not-me/u)
})

test('whose account has gone is told nothing more', async () => {
  const gone = world({ directory: { ...world().parts.directory, account: async () => null } })
  await gone.tell('manager')
  expect(gone.mails).toEqual([])
})
