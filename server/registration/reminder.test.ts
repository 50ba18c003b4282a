import { Secret } from '@gatehouse/contract'
import { expect, test } from 'vitest'
import { contactBook } from '../delivery/contact-book.ts'
import { loadPolicy } from '../policy/load.ts'
import type { AuditEntry } from '../recovery/audit.ts'
import type { Account } from '../recovery/recovery.ts'
import { hasToRegister } from './reminder.ts'
import type { Registered } from './ports.ts'

const [SID, DEVICE, ADA] = ['S-1-5-21-1-2-3-1001', '0b6f5b2e-6a63-4d3a-9d52-6f1f0a5a6f0e', '00000000-0000-4000-8000-000000000001']
const usable: Account = {
  name: 'ada', names: ['ada'], locked: false, disabled: false, accountExpired: false, passwordExpired: false, mustChange: false, mayNotChange: false, smartCardRequired: false,
  hours: 'now', protected: false, passwordMark: '1',
}
const nothing: Registered = { person: ADA, version: 0, has: { number: [], mail: [], answer: [] }, former: [] }
const mail: Registered = { ...nothing, has: { ...nothing.has, mail: [{ kind: 'mail', slot: '1', value: new Secret('ada@home.example'), origin: 'self', provedAt: 1, outsideFrom: 0, confirmedAt: 1 }] } }

function world({ account = usable, registered = nothing, workflows = '[{ name: Everybody, gates: [email-code], needed: 1 }]' }: { account?: Account; registered?: Registered; workflows?: string } = {}) {
  const loaded = loadPolicy(`version: 1\nworkflows: ${workflows}\nregistration: { fromDirectory: false }\n`, 'policy.yaml')
  if (!loaded.ok) throw new Error('the policy does not load')
  const calls: string[] = []
  const entries: AuditEntry[] = []
  const noted = <T>(name: string, person: string, answer: T) => {
    calls.push(name)
    return Promise.resolve(person === ADA ? answer : undefined)
  }
  const ask = hasToRegister({
    registrations: { read: (person) => noted('registrations', person, registered).then((found) => found ?? { ...nothing, person }) },
    directory: {
      ofSid: (sid) => { calls.push('ofSid'); return Promise.resolve(sid === SID ? ADA : undefined) },
      account: (person) => noted('account', person, account).then((found) => found ?? null),
      belonging: (person) => noted('belonging', person, { name: 'CN=ada,DC=corp,DC=example', groups: [] }),
      privateMail: (person) => noted('privateMail', person, 'ada@directory.example'),
      privateNumber: (person) => noted('privateNumber', person, undefined),
    },
    policy: () => ({ policy: loaded.policy, names: () => { calls.push('names'); return Promise.resolve({ groups: new Map(), units: new Map() }) } }),
    contacts: contactBook('DE'), carried: () => ['email', 'sms'],
    audit: { record: (told) => { calls.push('record'); entries.push(...told); return Promise.resolve() } },
    now: () => 1,
  })
  return { ask: (sid = SID) => ask(sid, DEVICE), calls, entries }
}

test('[S-10] as much is asked and written down about nobody as about somebody, in the same order', async () => {
  const [one, other] = [world(), world()]
  expect([await one.ask(), await other.ask('S-1-5-21-1-2-3-9999')]).toEqual([true, false])
  expect(other.calls).toEqual(one.calls)
  expect(one.calls).toHaveLength(6)
  expect(one.entries).toEqual([{ kind: 'reminder-answered', device: DEVICE, remind: true, person: ADA }])
  expect(other.entries).toEqual([{ kind: 'reminder-answered', device: DEVICE, remind: false }])
})

test.each<[string, Parameters<typeof world>[0], boolean]>([
  ['has nothing', {}, true],
  ['has all that is asked', { registered: mail }, false],
  ['has one of two', { registered: mail, workflows: '[{ name: Everybody, gates: [email-code, sms-code], needed: 2 }]' }, true],
  ['has enough, though more could be registered', { registered: mail, workflows: '[{ name: Everybody, gates: [email-code, sms-code], needed: 1, order: free }]' }, false],
  ['is disabled', { account: { ...usable, disabled: true } }, false],
  ['has an account that is over', { account: { ...usable, accountExpired: true } }, false],
  ['is never recovered here', { account: { ...usable, protected: true } }, false],
  ['waits for an administrator', { registered: { ...nothing, frozen: { at: 1, caseNumber: '7K4P-29QX' } } }, false],
  ['is locked', { account: { ...usable, locked: true } }, true],
])('[S-10] whoever %s', async (_, how, remind) => {
  expect(await world(how).ask()).toBe(remind)
})
