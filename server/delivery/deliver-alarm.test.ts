import { expect, it } from 'vitest'
import type { AuditEntry } from '../recovery/audit.ts'
import { deliverAlarm } from './deliver-alarm.ts'
import { NotSentYet } from './deliver-code.ts'
import type { Fate, Mail } from './ports.ts'
import { readTexts } from './texts.ts'

/** A mail server that does what the test wants; real ones are tried in delivery.peer.test.ts. */
function world(fate: Fate = { fate: 'sent' }, language = 'en') {
  const sent: Mail[] = []
  const told: AuditEntry[] = []
  const log = { info: () => {}, warn: () => {}, error: () => {} }
  const parts = {
    helpdesk: { mail: 'helpdesk@corp.example', language }, texts: () => readTexts().languages, company: 'Contoso', log,
    mail: async (mail: Mail) => { sent.push(mail); return fate },
    audit: { record: async (entries: readonly AuditEntry[]) => void told.push(...entries) },
  }
  return { sent, told, parts, tell: (more: Partial<Parameters<typeof deliverAlarm>[1]> = {}) => deliverAlarm({ alarm: 'call-denied', caseNumber: '7K4P-29QX' }, { ...parts, ...more }) }
}

it('[F-08] the helpdesk hears of a call that nobody asked for: the case, and nobody\'s name', async () => {
  const { sent, told, tell } = world()
  await tell()
  expect(sent).toMatchObject([{ id: '7K4P-29QX.call-denied', to: 'helpdesk@corp.example' }])
  expect(`${sent[0]?.subject}\n${sent[0]?.text.reveal()}`).toMatch(/Contoso[^]*7K4P-29QX[^]*did not ask/u)
  expect(told).toEqual([{ kind: 'alarm-sent', alarm: 'call-denied', caseNumber: '7K4P-29QX' }])
})

it('in its own language', async () => {
  const { sent, tell } = world({ fate: 'sent' }, 'de')
  await tell()
  expect(sent[0]?.subject).toContain('Fall 7K4P-29QX')
})

it.each([{ fate: 'not-now', why: 'busy' }, { fate: 'unknown', why: 'cut' }] as const)('is told again where it may not have arrived: $fate', async (fate) => {
  const { told, tell } = world(fate)
  await expect(tell()).rejects.toThrow(NotSentYet)
  expect(told).toEqual([])
})

it('that it cannot be told is on the record', async () => {
  const refused = world({ fate: 'refused', why: '550' })
  await refused.tell()
  expect(refused.told).toMatchObject([{ kind: 'alarm-failed', why: 'refused' }])
  const nobody = world()
  await nobody.tell({ helpdesk: undefined })
  expect(nobody.told).toMatchObject([{ kind: 'alarm-failed', why: 'no-address' }])
  expect(nobody.sent).toEqual([])
})
