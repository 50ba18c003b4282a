import { Secret } from '@gatehouse/contract'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { runs } from '../../test/soak.ts'
import { type AuditEntry, entriesOf, entriesOfBegin } from './audit.ts'
import type { Event } from './event.ts'
import { transition } from './machine.ts'
import { gates, hands, lockedAccount, newRecovery, play, rightCode, START } from './machine.scenario.ts'
import type { Recovery } from './recovery.ts'

const about = { recovery: 'a1b2', caseNumber: '7K4P-29QX' }

/** What is told while these events happen, one second apart. */
function told(recovery: Recovery, ...events: ((stepToken: string) => Record<string, unknown> & { type: Event['type'] })[]): AuditEntry[] {
  let present = recovery
  return events.flatMap((make, index) => {
    const event = { now: START + (index + 1) * 1000, nextToken: `token-${index + 1}`, stepToken: present.stepToken, ...make(present.stepToken) } as Event
    const result = transition(present, event, gates)
    if (!result.ok) throw new Error(result.refusal)
    const before = present
    present = result.recovery
    return entriesOf(before, event, present, result.effects, result.judged)
  })
}

const answered = (answer: Secret) => () => ({ type: 'answered' as const, answer })

test('[S-18] the beginning tells who, through which entrance, and which message is to go out', () => {
  const recovery = newRecovery()
  expect(entriesOfBegin(recovery, [{ type: 'send-code', gate: 'email-code', counter: 1 }])).toEqual([
    { kind: 'begun', entrance: 'workstation', known: true, person: recovery.person, ...about },
    { kind: 'message-queued', gate: 'email-code', counter: 1, ...about },
  ])
  expect(entriesOfBegin(newRecovery({ real: false }), [])).toEqual([{ kind: 'begun', entrance: 'workstation', known: false, ...about }])
})

test('[S-18] gates, the intention and the outcome are told in their order', () => {
  const recovery = newRecovery()
  expect(told(
    recovery, answered(new Secret('000000')), answered(rightCode(recovery)),
    () => ({ type: 'chosen', choice: 'unlock', account: lockedAccount }), () => ({ type: 'carried-out', outcome: 'done' }),
  )).toEqual([
    { kind: 'gate-failed', gate: 'email-code', why: 'wrong', ...about },
    { kind: 'gate-passed', gate: 'email-code', ...about },
    { kind: 'choice-intended', choice: 'unlock', ...about },
    { kind: 'outcome', choice: 'unlock', outcome: 'done', ...about },
  ])
})

test('[S-18] an end is told once, with its reason', () => {
  const cancel = () => ({ type: 'cancelled' as const })
  expect(told(newRecovery(), cancel, cancel)).toEqual([{ kind: 'ended', reason: 'cancelled', ...about }])
  const late = () => ({ type: 'extended' as const, now: START + 3_600_000 })
  expect(told(newRecovery(), late, late)).toEqual([{ kind: 'ended', reason: 'expired', ...about }])
})

test('[S-18] whatever hands do: no outcome without its intention before it, and no intention without the gates', () => {
  fc.assert(fc.property(hands, (deeds) => {
    const kinds = play(newRecovery(), deeds).flatMap(({ before, event, result }) =>
      result.ok ? entriesOf(before, event, result.recovery, result.effects, result.judged).map(({ kind }) => kind) : [])
    kinds.forEach((kind, index) => {
      if (kind === 'outcome') expect(kinds.slice(0, index)).toContain('choice-intended')
      if (kind === 'choice-intended') expect(kinds.slice(0, index)).toContain('gate-passed')
    })
  }), { numRuns: runs(200) })
})
