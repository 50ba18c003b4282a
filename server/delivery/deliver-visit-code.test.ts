import { Secret } from '@gatehouse/contract'
import { expect, test } from 'vitest'
import type { AuditEntry } from '../recovery/audit.ts'
import { codes, terms } from '../recovery/machine.scenario.ts'
import { visitCodes } from '../registration/visit-codes.ts'
import { portal } from '../registration-portal.scenario.ts'
import { throttleInMemory } from '../throttle/throttle.scenario.ts'
import { deliverVisitCode, type VisitCodeParts } from './deliver-visit-code.ts'
import type { Code, Fate } from './ports.ts'

/** Somebody who has offered a number, and whoever sends its code. */
async function offered(different: Partial<VisitCodeParts> = {}, by: 'sms' | 'call' = 'sms') {
  const world = portal({ calls: true })
  const ada = await world.signedIn()
  await ada.offerNumber('0171 3920011', by)
  const sent: { to: string; code: Code }[] = []
  const entries: AuditEntry[] = []
  const lines: object[] = []
  const own = { fate: { fate: 'sent' } as Fate }
  const say = (fields: object) => void lines.push(fields)
  const parts: VisitCodeParts = {
    visits: world.visits, codes: visitCodes(codes), rules: () => terms, throttle: throttleInMemory(world.now), now: world.now,
    seal: { open: (_, { sealed }) => new Secret(Buffer.from(sealed, 'base64url').toString()) },
    carriers: { sms: async (to, code) => { sent.push({ to: to.reveal(), code }); return own.fate } },
    audit: { record: async (more) => void entries.push(...more) }, log: { info: say, warn: say, error: say }, ...different,
  }
  const message = world.queued[0] ?? expect.fail('nothing is queued')
  return { world, ada, parts, message, sent, entries, lines, own, deliver: (one = message) => deliverVisitCode(one, parts) }
}
const kinds = (entries: readonly AuditEntry[]) => entries.map((entry) => ('why' in entry ? `${entry.kind}: ${entry.why}` : entry.kind))

test('[S-14] the code goes to what was offered, once, however often its job comes', async () => {
  const { ada, deliver, sent, entries } = await offered()
  await deliver()
  await deliver()
  expect(sent.map(({ to, code }) => [to, code.code.reveal(), code.language, code.seconds])).toEqual([['+491713920011', (await ada.code()).reveal(), 'en', 300]])
  expect(kinds(entries)).toEqual(['registration-message-sent'])
})

test('[S-14] what certainly was not handed over is tried again, what nobody knows of is not', async () => {
  const one = await offered()
  one.own.fate = { fate: 'not-now', why: 'x' }
  await expect(one.deliver()).rejects.toThrow('provider')
  one.own.fate = { fate: 'unknown', why: 'x' }
  await one.deliver()
  await one.deliver()
  expect(one.sent).toHaveLength(2)
  expect(kinds(one.entries)).toEqual(['registration-message-failed: unknown'])
})

test('nothing is sent that nobody waits for: withdrawn, superseded, too late, left', async () => {
  for (const meanwhile of [
    async ({ ada }: Awaited<ReturnType<typeof offered>>) => { await ada.withdraw() },
    async ({ ada, world }: Awaited<ReturnType<typeof offered>>) => { world.pass(30); await ada.again() },
    async ({ world }: Awaited<ReturnType<typeof offered>>) => { world.pass(300) },
    async ({ ada }: Awaited<ReturnType<typeof offered>>) => { await ada.signOut() },
  ]) {
    const one = await offered()
    await meanwhile(one)
    await one.deliver()
    expect(one.sent).toEqual([])
    expect(kinds(one.entries)).toEqual(['registration-message-failed: over'])
  }
})

test('[S-12] no more than three go to one number in ten minutes, whoever offers it', async () => {
  const throttle = throttleInMemory(() => Date.UTC(2026, 0, 1))
  const all = await Promise.all(Array.from({ length: 4 }, () => offered({ throttle })))
  for (const one of all) await one.deliver()
  expect(all.map(({ sent }) => sent.length)).toEqual([1, 1, 1, 0])
  expect(kinds(all[3]?.entries ?? [])).toEqual(['registration-message-failed: too-many'])
})

test('[S-12 S-16] a number that rests is not called either, and the page says so instead of waiting', async () => {
  const throttle = throttleInMemory(() => Date.UTC(2026, 0, 1))
  const called: string[] = []
  const carriers = { call: async (to: Secret): Promise<Fate> => { called.push(to.reveal()); return { fate: 'sent' } } }
  const first = await offered({ throttle, carriers }, 'call')
  await first.deliver()
  expect(called).toEqual(['+491713920011'])
  await throttle.rest(new Secret('+491713920011'), 60)
  const one = await offered({ throttle, carriers, notCalled: async (message) => { await one.world.hear(message, { n: 1, what: 'network' }) } }, 'call')
  await one.deliver()
  expect([called.length, kinds(one.entries)]).toEqual([1, ['registration-message-failed: too-many']])
  expect(await one.ada.view()).toMatchObject({ step: { call: { state: 'network', over: true } } })
})

test('[S-12] ten calls in a day go to one number, whoever offers it', async () => {
  let passed = 0
  const throttle = throttleInMemory(() => Date.UTC(2026, 0, 1) + passed)
  const called: string[] = []
  for (let turn = 0; turn < 11; turn++) {
    const one = await offered({ throttle, carriers: { call: async (to) => { called.push(to.reveal()); return { fate: 'sent' } } } }, 'call')
    await one.deliver()
    passed += 600_000
  }
  expect(called).toHaveLength(10)
})

test('what cannot be opened, and a way that nothing carries, goes nowhere', async () => {
  for (const different of [{ seal: { open: () => undefined } }, { carriers: {} }]) {
    const { deliver, sent, entries } = await offered(different)
    await deliver()
    expect([sent, kinds(entries)]).toEqual([[], ['registration-message-failed: no-address']])
  }
})

test('[S-04] neither the code nor the number is in what is logged or recorded', async () => {
  const { ada, deliver, lines, entries } = await offered()
  await deliver()
  const all = JSON.stringify([lines, entries])
  expect(all).toContain((await ada.visit()).caseNumber)
  for (const secret of [(await ada.code()).reveal(), '1713920011']) expect(all).not.toContain(secret)
})
