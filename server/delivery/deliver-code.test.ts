import { inspect } from 'node:util'
import { Secret } from '@gatehouse/contract'
import { describe, expect, it } from 'vitest'
import type { AuditEntry } from '../recovery/audit.ts'
import { codes, gates, newRecovery, rightCode, START } from '../recovery/machine.scenario.ts'
import { type CodeMessage, DirectoryProblem } from '../recovery/ports.ts'
import type { Recovery } from '../recovery/recovery.ts'
import { contactsWith } from '../registration/contacts.scenario.ts'
import type { Registered, Registration } from '../registration/ports.ts'
import { byMail, noCarrier } from './carriers.ts'
import { deliverCode, NotSentYet } from './deliver-code.ts'
import type { Fate, Mail } from './ports.ts'
import { readTexts } from './texts.ts'
import { writeMail } from './write-code.ts'

// Store, directory and mail server are fakes here, to be made to answer anything. The real ones: delivery.peer.test.ts.

const ADDRESS = 'ada@home.example'
const message = (counter = 1): CodeMessage => ({ recovery: newRecovery().id, gate: 'email-code', counter })

type World = {
  recovery?: Recovery | undefined
  address?: () => string | undefined
  fates?: Fate[]
  /** Whether the destination's budget has one left. */
  allowed?: () => boolean
  secondsLater?: number
  registered?: Partial<Registered>
}

function world({ recovery = newRecovery(), address = () => ADDRESS, fates = [], allowed = () => true, secondsLater = 0, registered = {} }: World = {}) {
  let state = 'queued'
  const sent: Mail[] = []
  const lines: unknown[] = []
  const undone: string[] = []
  const said: AuditEntry[] = []
  const say = (level: string) => (...line: unknown[]) => void lines.push([level, ...line])
  const parts = {
    recoveries: { byId: async (id: string) => (id === recovery.id ? { recovery, version: 1 } : undefined) },
    messages: {
      async claim() {
        if (state !== 'queued') return false
        state = 'sending'
        return true
      },
      release: async () => void (state = 'queued'),
      settle: async (_: CodeMessage, to: 'sent' | 'failed') => void (state = to),
    },
    gates, codes,
    carriers: {
      email: byMail({
        contacts: contactsWith({ privateMail: async () => address(), privateNumber: async () => undefined }, registered, () => START + secondsLater * 1000),
        write: writeMail(() => readTexts().languages, { company: 'Contoso', helpdesk: '4357' }),
        async send(mail: Mail): Promise<Fate> {
          sent.push(mail)
          return fates.shift() ?? { fate: 'sent' }
        },
      }),
      sms: noCarrier,
    },
    throttle: { send: async () => ({ allowed: allowed(), undo: async () => void undone.push('budget') }) },
    audit: { record: async (entries: readonly AuditEntry[]) => void said.push(...entries) },
    log: { info: say('info'), warn: say('warn'), error: say('error') },
    now: () => START + secondsLater * 1000,
  }
  return { deliver: (one = message()) => deliverCode(one, parts), state: () => state, sent, said, undone, lines, logged: () => inspect(lines, { depth: 9 }) }
}

describe('a code that is due', () => {
  it('is sent to the address of the directory, and is the one that the gate takes', async () => {
    const { deliver, sent, state } = world()
    await deliver()
    expect(sent).toMatchObject([{ to: ADDRESS, id: 'a1b2.email-code.1' }])
    expect(sent[0]?.text.reveal()).toContain(`\n${rightCode(newRecovery()).reveal()}\n`)
    expect(state()).toBe('sent')
  })

  it('[S-14] is sent once, however often its job comes', async () => {
    const { deliver, sent } = world()
    await Promise.all([deliver(), deliver(), deliver()])
    await deliver()
    expect(sent).toHaveLength(1)
  })

  it('says how long it still works when it is late', async () => {
    const { deliver, sent } = world({ secondsLater: 100 })
    await deliver()
    expect(sent[0]?.text.reveal()).toContain('It works for 3 minutes')
  })
})

describe('nothing is sent and nothing fails', () => {
  const at = (place: Recovery['place']) => ({ recovery: { ...newRecovery(), place } })
  it.each<[string, World, CodeMessage?]>([
    ['[S-10] for a decoy', { recovery: newRecovery({ real: false }) }],
    ['when the recovery has ended', at({ at: 'ended', reason: 'cancelled' })],
    ['when the gate was passed', at({ at: 'choice' })],
    ['when the person has been idle for too long', { secondsLater: 181 }],
    ['when a newer code was asked for', at({ at: 'gate', gate: 'email-code', state: { counter: 2, sentAt: START, triesLeft: 3 } })],
    ['when the code no longer works', { recovery: { ...newRecovery(), lastSignAt: START + 290_000 }, secondsLater: 300 }],
    ['when the recovery has gone', {}, { ...message(), recovery: 'unknown' }],
    ['when the directory holds no address', { address: () => undefined }],
    ['when the directory holds more than an address', { address: () => `${ADDRESS}, eve@evil.example` }],
  ])('%s', async (_, given, asked) => {
    const { deliver, sent, state, logged } = world(given)
    await deliver(asked)
    expect(sent).toEqual([])
    expect(state()).not.toBe('sent')
    expect(logged()).toContain('code not sent')
    expect(logged()).not.toMatch(/home\.example|evil/)
  })
})

it.each<[string, World]>([
  ['over', { secondsLater: 181 }],
  ['superseded', { recovery: { ...newRecovery(), place: { at: 'gate', gate: 'email-code', state: { counter: 2, sentAt: START, triesLeft: 3 } } } }],
  ['too-late', { recovery: { ...newRecovery(), lastSignAt: START + 290_000 }, secondsLater: 300 }],
])('[S-18] a code for which it became too late is on the record once: %s', async (why, given) => {
  const { deliver, said, state } = world(given)
  await Promise.all([deliver(), deliver()])
  expect(said).toEqual([{ kind: 'message-failed', ...message(), caseNumber: newRecovery().caseNumber, why }])
  expect(state()).toBe('failed')
})

it.each([undefined, '', 'ada', `${ADDRESS}, eve@evil.example`])('who cannot get a code because %j is no private address is a warning, by ids alone', async (address) => {
  const { deliver, lines } = world({ address: () => address })
  await deliver()
  expect(lines).toEqual([['warn', { ...message(), person: newRecovery().person, caseNumber: newRecovery().caseNumber, why: 'no private address is held' }, 'code not sent: it has nowhere to go']])
})

it('a code that is merely not due is no warning', async () => {
  const { deliver, lines } = world({ recovery: newRecovery({ real: false }) })
  await deliver()
  expect(lines).toEqual([['info', { ...message(), caseNumber: newRecovery().caseNumber, why: 'nobody' }, 'code not sent']])
})

describe('[S-14] when sending fails', () => {
  it('before anything was handed over, the queue may try again, and the same code goes out', async () => {
    const { deliver, sent, state } = world({ fates: [{ fate: 'not-now', why: 'RCPT TO 451' }] })
    await expect(deliver()).rejects.toThrow(NotSentYet)
    expect(state()).toBe('queued')
    await deliver()
    expect(sent).toHaveLength(2)
    expect(sent[1]).toMatchObject({ id: sent[0]?.id })
    expect(sent[1]?.text.reveal()).toBe(sent[0]?.text.reveal())
    expect(state()).toBe('sent')
  })

  it('for good, it is not tried again', async () => {
    const { deliver, sent, state } = world({ fates: [{ fate: 'refused', why: 'RCPT TO 550' }] })
    await deliver()
    await deliver()
    expect([sent.length, state()]).toEqual([1, 'failed'])
  })

  it('and nobody knows its fate, it is not tried again', async () => {
    const { deliver, sent, state } = world({ fates: [{ fate: 'unknown', why: 'timeout' }] })
    await deliver()
    await deliver()
    expect([sent.length, state()]).toEqual([1, 'sending'])
  })
})

describe('[S-12] when as many went to a destination as may', () => {
  it('the code is not sent, and that is told by ids alone', async () => {
    const { deliver, sent, state, said, logged } = world({ allowed: () => false })
    await deliver()
    expect([sent.length, state()]).toEqual([0, 'failed'])
    expect(said).toMatchObject([{ kind: 'message-failed', why: 'too-many' }])
    expect(logged()).not.toContain('home.example')
  })

  it('one that certainly did not go counts for nothing, and one that may have gone counts', async () => {
    const undone = async (given: Fate) => {
      const w = world({ fates: [given] })
      await w.deliver().catch(() => {})
      return w.undone.length
    }
    expect(await undone({ fate: 'not-now', why: 'x' })).toBe(1)
    expect(await undone({ fate: 'refused', why: 'x' })).toBe(1)
    expect(await undone({ fate: 'unknown', why: 'x' })).toBe(0)
    expect(await undone({ fate: 'sent' })).toBe(0)
  })
})

it('[S-10] a code for nobody goes the whole way but for the last step: the directory is asked, the budget taken, the end recorded', async () => {
  const asked: unknown[] = []
  const { deliver, sent, state, said } = world({
    recovery: newRecovery({ real: false }), address: () => { asked.push('directory'); return undefined }, allowed: () => { asked.push('budget'); return true },
  })
  await deliver()
  expect(asked).toEqual(['directory', 'budget'])
  expect([sent.length, state()]).toEqual([0, 'failed'])
  expect(said).toMatchObject([{ kind: 'message-failed', why: 'nobody' }])
})

it('[S-16] a code goes to what the person registered; from outside it does not, while that is new', async () => {
  const mail: Registration = { kind: 'mail', slot: '1', value: new Secret('new@home.example'), origin: 'self', provedAt: START, outsideFrom: START + 3_600_000, confirmedAt: START }
  const registered = { has: { number: [], mail: [mail], answer: [] } }
  const sentAt = async (entrance: Recovery['entrance']) => {
    const { deliver, sent } = world({ recovery: { ...newRecovery(), entrance }, registered })
    await deliver()
    return sent.map(({ to }) => to)
  }
  expect(await sentAt('workstation')).toEqual(['new@home.example'])
  expect(await sentAt('portal-outside')).toEqual([ADDRESS])
})

it('[S-16] nothing goes out for somebody who is frozen', async () => {
  const { deliver, sent, state } = world({ registered: { frozen: { at: START, caseNumber: '7K4P-29QX' } } })
  await deliver()
  expect([sent, state()]).toEqual([[], 'failed'])
})

describe('when the directory is away', () => {
  it('the message stays as it is and the queue may try again', async () => {
    let away = true
    const { deliver, sent } = world({
      address() {
        if (away) throw new DirectoryProblem('unreachable', 'as the test wants')
        return ADDRESS
      },
    })
    await expect(deliver()).rejects.toThrow(NotSentYet)
    away = false
    await deliver()
    expect(sent).toHaveLength(1)
  })

  it('what the driver says beyond its own problems is not passed on: queues and logs keep it', async () => {
    const { deliver, logged } = world({ address: () => { throw new Error(`planted ${ADDRESS}`) } })
    const thrown: unknown = await deliver().catch((error: unknown) => error)
    expect(inspect(thrown, { depth: 9 }) + logged()).not.toMatch(/planted|home\.example/)
  })
})

it('no log line holds the code, the address or the text', async () => {
  const { deliver, logged, sent } = world({ fates: [{ fate: 'not-now', why: 'x' }, { fate: 'refused', why: 'x' }] })
  await deliver().catch(() => {})
  await deliver()
  const code = rightCode(newRecovery()).reveal()
  expect(logged()).not.toMatch(new RegExp(`${code}|home\\.example|Contoso`))
  expect(inspect(sent, { depth: 9 })).toContain('home.example')
  expect(inspect([...sent, new Secret(code)])).not.toContain(code)
})

it('what became of it is on the record, by case number', async () => {
  const entry = { ...message(), caseNumber: newRecovery().caseNumber }
  const told = async (given: World) => {
    const { deliver, said } = world(given)
    await deliver().catch(() => {})
    return said
  }
  expect(await told({})).toEqual([{ kind: 'message-sent', ...entry }])
  expect(await told({ fates: [{ fate: 'refused', why: 'x' }] })).toEqual([{ kind: 'message-failed', ...entry, why: 'refused' }])
  expect(await told({ fates: [{ fate: 'unknown', why: 'x' }] })).toEqual([{ kind: 'message-failed', ...entry, why: 'unknown' }])
  expect(await told({ address: () => undefined })).toEqual([{ kind: 'message-failed', ...entry, why: 'no-address' }])
  expect(await told({ fates: [{ fate: 'not-now', why: 'x' }] }), 'it will be tried again').toEqual([])
})
