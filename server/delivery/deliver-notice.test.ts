import { inspect } from 'node:util'
import { Secret } from '@gatehouse/contract'
import { describe, expect, it } from 'vitest'
import type { AuditEntry } from '../recovery/audit.ts'
import { newRecovery, START } from '../recovery/machine.scenario.ts'
import { DirectoryProblem, type NoticeTarget } from '../recovery/ports.ts'
import type { Place } from '../recovery/recovery.ts'
import { contactsWith } from '../registration/contacts.scenario.ts'
import type { Registered, Registration } from '../registration/ports.ts'
import { NotSentYet } from './deliver-code.ts'
import { deliverNotice } from './deliver-notice.ts'
import type { Fate, Mail, Sms } from './ports.ts'
import { readNumber } from './sms/number.ts'
import { readTexts } from './texts.ts'
import { writeNotice } from './write-notice.ts'

// Everything around it is a fake here, to be made to answer anything. The real ones: delivery.peer.test.ts.

const SINCE = START + 60_000
/** When it was found out after its time: days later. */
const LATE = SINCE + 5 * 86_400_000
const working: Place = { at: 'working', choice: 'unlock', since: SINCE, passwordMark: '1', lost: false }
const done: Place = { at: 'done', choice: 'unlock', since: SINCE }

type World = { late?: boolean; place?: Place; fates?: Fate[]; secondsLater?: number; held?: string | null; away?: boolean; real?: boolean; registered?: Partial<Registered> }

function world({ place = done, fates = [], secondsLater = 61, held = 'ada@home.example', away = false, real = true, late = false, registered = {} }: World = {}) {
  const mails: Mail[] = []
  const short: Sms[] = []
  const said: AuditEntry[] = []
  const told: string[] = []
  const lines: unknown[] = []
  const say = (...line: unknown[]) => void lines.push(line)
  const address = async () => {
    if (away) throw new DirectoryProblem('unreachable', 'as the test wants')
    return held ?? undefined
  }
  const recovery = { ...newRecovery({ real }), place }
  const deliver = (notice: NoticeTarget = 'private-mail') => deliverNotice({ recovery: recovery.id, notice, since: SINCE, ...(late && { late: LATE }) }, {
    recoveries: { byId: async () => ({ recovery, version: 1 }) },
    directory: { ownMail: async () => 'ada@corp.example' },
    contacts: contactsWith({ privateMail: address, privateNumber: async () => '+49 171 3920011' }, registered),
    told: { of: async () => new Set(told), add: async (_, name) => void told.push(name) },
    write: writeNotice(() => readTexts().languages, { company: 'Contoso', helpdesk: '4357' }, 'Europe/Berlin'),
    mail: async (mail) => { mails.push(mail); return fates.shift() ?? { fate: 'sent' } },
    sms: { read: readNumber('DE'), send: async (sms) => { short.push(sms); return { fate: 'sent' } } },
    audit: { record: async (entries) => void said.push(...entries) },
    log: { info: say, warn: say, error: say },
    now: () => START + secondsLater * 1000,
  })
  return { deliver, told, mails, short, said, logged: () => inspect(lines, { depth: 9 }) }
}

describe('[F-24] what was done is told', () => {
  it('at the private address, at the own mailbox and by SMS, each from its own job', async () => {
    const w = world()
    for (const target of ['private-mail', 'own-mail', 'number'] as const) await w.deliver(target)
    expect(w.mails.map(({ to }) => to)).toEqual(['ada@home.example', 'ada@corp.example'])
    expect(w.short.map(({ to }) => to.reveal())).toEqual(['+491713920011'])
    expect(w.mails[0]?.subject).toBe('Contoso: your account was unlocked')
    expect(w.said).toMatchObject([{ kind: 'notice-sent', way: 'private-mail' }, { kind: 'notice-sent', way: 'own-mail' }, { kind: 'notice-sent', way: 'number' }])
  })

  it('of a new password other words', async () => {
    const w = world({ place: { ...done, choice: 'set-password' } })
    await w.deliver()
    expect(w.mails[0]?.subject).toBe('Contoso: you have a new password')
  })

  it('of what nobody could find out, too: it may have been done', async () => {
    const w = world({ place: working, secondsLater: 15 * 60 })
    await w.deliver()
    expect(w.mails[0]?.text.reveal()).toContain('We could not find out whether it worked.')
  })

  it('no log line holds an address, a number or the text', async () => {
    const w = world({ fates: [{ fate: 'refused', why: 'RCPT TO 550' }] })
    for (const target of ['private-mail', 'own-mail', 'number'] as const) await w.deliver(target)
    expect(w.logged()).not.toMatch(/example|3920011|Contoso/)
    expect(inspect([w.mails, new Secret('x')], { depth: 9 })).toContain('home.example')
  })
})

describe('[S-14] a notice is sent at least once', () => {
  it.each<Fate>([{ fate: 'not-now', why: 'RCPT TO 451' }, { fate: 'unknown', why: 'timeout' }])('when it may not have arrived it is sent again under the same id: $fate', async (fate) => {
    const w = world({ fates: [fate] })
    await expect(w.deliver()).rejects.toThrow(NotSentYet)
    await w.deliver()
    expect(w.mails).toHaveLength(2)
    expect(w.mails[0]?.id).toBe(w.mails[1]?.id)
    expect(w.mails[0]?.text.reveal()).toBe(w.mails[1]?.text.reveal())
  })

  it('while the choice is being carried out it waits, and so it does while the directory is away', async () => {
    await expect(world({ place: working }).deliver()).rejects.toThrow('outcome')
    await expect(world({ away: true }).deliver()).rejects.toThrow('directory')
  })

  it('after two days it is given up, and that is on the record: nobody believes that it was told', async () => {
    const late = 48 * 3600 + 61
    for (const given of [{ away: true }, { fates: [{ fate: 'not-now', why: 'ECONNREFUSED' }] as Fate[] }, { fates: [{ fate: 'unknown', why: 'timeout' }] as Fate[] }]) {
      const w = world({ ...given, secondsLater: late })
      await w.deliver()
      expect(w.said).toMatchObject([{ kind: 'notice-failed', way: 'private-mail', why: 'gave-up' }])
    }
    const last = world({ secondsLater: late })
    await last.deliver()
    expect(last.said, 'not before it was tried once more').toMatchObject([{ kind: 'notice-sent' }])
  })

  it('a refusal for good is the end, and is on the record', async () => {
    const w = world({ fates: [{ fate: 'refused', why: 'RCPT TO 550' }] })
    await w.deliver()
    expect(w.said).toMatchObject([{ kind: 'notice-failed', way: 'private-mail', why: 'refused' }])
  })
})

describe('[S-14] what was found out after the time of its recovery', () => {
  const foundOut: Place = { ...done, foundOutAt: SINCE + 3_600_000 }
  const notDone: Place = { at: 'ended', reason: 'unclear', notDone: { choice: 'unlock', since: SINCE } }

  it.each<[Place, string]>([[foundOut, 'Contoso: your account was unlocked'], [notDone, 'Contoso: what was tried with your account did not work']])('%j is told by a notice of its own', async (place, subject) => {
    const w = world({ place, late: true })
    await w.deliver()
    expect(w.mails.map((mail) => [mail.subject, mail.id])).toEqual([[subject, `a1b2.private-mail.${SINCE}.late`]])
  })

  it.each([foundOut, notDone])('is not told by the one that waited for it: %j', async (place) => {
    const w = world({ place })
    await w.deliver()
    expect(w.mails).toEqual([])
  })

  it('is tried for two days from then on, however long it took to find out', async () => {
    const day = 86_400
    for (const [days, said] of [[5, []], [6.9, []], [7.1, [{ kind: 'notice-failed', why: 'gave-up' }]]] as const) {
      const w = world({ place: foundOut, late: true, fates: [{ fate: 'not-now', why: 'ECONNREFUSED' }], secondsLater: 60 + days * day })
      await w.deliver().catch((error: unknown) => expect(error).toBeInstanceOf(NotSentYet))
      expect(w.said).toMatchObject(said)
    }
  })

  it('a late notice tells nothing else', async () => {
    for (const place of [done, working, { at: 'ended', reason: 'unclear' }] as const) {
      const w = world({ place, late: true, secondsLater: 15 * 60 })
      await w.deliver()
      expect(w.mails).toEqual([])
    }
  })
})

describe('nothing is told', () => {
  it.each<[string, World]>([
    ['of what was not done', { place: { at: 'choice', error: 'not-carried-out' } }],
    ['twice: a later intention has a notice of its own', { place: { ...done, since: SINCE + 1 } }],
    ['to nobody', { real: false }],
  ])('%s', async (_, given) => {
    const w = world(given)
    await w.deliver()
    expect([w.mails, w.said]).toEqual([[], []])
  })

  it.each([null, '', 'a@b.example, c@d.example'])('where %j is no address, and that is on the record', async (held) => {
    const w = world({ held })
    await w.deliver()
    expect(w.mails).toEqual([])
    expect(w.said).toMatchObject([{ kind: 'notice-failed', why: 'no-address' }])
  })
})

describe('[S-16 F-24] whoever registered hears of it everywhere', () => {
  const mail = (slot: string, value: string): Registration => ({ kind: 'mail', slot, value: new Secret(value), origin: 'self', provedAt: 0, outsideFrom: 9e15, confirmedAt: 0 })
  const registered: Partial<Registered> = {
    has: { number: [], mail: [mail('1', 'new@home.example'), mail('2', 'not an address')], answer: [] },
    former: [{ kind: 'mail', slot: 'former-1', value: new Secret('old@home.example'), until: 9e15 }],
  }

  it('at what the directory holds, at what is new, and at what it replaced, each under its own id', async () => {
    const w = world({ registered })
    await w.deliver()
    expect(w.mails.map(({ to }) => to)).toEqual(['ada@home.example', 'new@home.example', 'old@home.example'])
    expect(new Set(w.mails.map(({ id }) => id)).size).toBe(3)
    expect(w.said.filter(({ kind }) => kind === 'notice-sent')).toHaveLength(3)
    expect(inspect([w.told, w.mails.map(({ id }) => id)])).not.toContain('example')
  })

  it.each<Fate>([{ fate: 'not-now', why: 'RCPT TO 451' }, { fate: 'unknown', why: 'timeout' }])('[S-14] one that may not have heard ($fate) is told again, under the same id, and the others are not', async (fate) => {
    const w = world({ registered, fates: [{ fate: 'sent' }, fate] })
    await expect(w.deliver()).rejects.toThrow(NotSentYet)
    await w.deliver()
    await w.deliver()
    expect(w.mails.map(({ to }) => to)).toEqual(['ada@home.example', 'new@home.example', 'old@home.example', 'new@home.example'])
    expect(w.mails[1]?.id).toBe(w.mails[3]?.id)
  })

  it('one that refuses is not asked again either', async () => {
    const w = world({ registered, fates: [{ fate: 'refused', why: 'RCPT TO 550' }, { fate: 'not-now', why: 'busy' }] })
    await expect(w.deliver()).rejects.toThrow(NotSentYet)
    await w.deliver()
    expect(w.mails.map(({ to }) => to)).toEqual(['ada@home.example', 'new@home.example', 'old@home.example', 'new@home.example'])
  })
})
