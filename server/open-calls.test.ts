import { Secret } from '@gatehouse/contract'
import { expect, it } from 'vitest'
import { openCalls } from './open-calls.ts'
import type { AuditEntry } from './recovery/audit.ts'
import { policy } from './recovery/policy.scenario.ts'
import { world } from './recovery/service.scenario.ts'

const never = () => expect.fail('nobody is called')

it('a call of a recovery from before the settings named nobody who calls is in the record as not made, and in the log', async () => {
  const rules = { ...policy, workflows: policy.workflows.map((workflow) => ({ ...workflow, gates: ['phone-call' as const] })) }
  const w = world({ held: rules })
  const { view } = await w.begin('ada')
  const message = w.queued.at(-1) ?? expect.fail('no call is queued')
  const [told, warned, states] = [[] as AuditEntry[], [] as object[], [] as string[]]
  const calls = openCalls({
    voice: undefined, recoveries: w.store, hear: w.service.hear, changes: w.changes, contacts: { forCodes: never }, country: () => undefined, company: 'Contoso', key: new Secret(''), now: w.now,
    throttle: { send: never, rest: never },
    messages: { release: never, touch: never, abandoned: never, claim: async () => states.push('claimed') === 1, settle: async (_, state) => void states.push(state) },
    audit: { record: async (entries) => void told.push(...entries) }, log: { info() {}, warn: (fields) => void warned.push(fields), error() {} },
  })
  await calls.deliver(message)
  await calls.deliver(message)
  expect(states).toEqual(['claimed', 'failed', 'claimed'])
  expect(told).toEqual([{ kind: 'message-failed', ...message, caseNumber: view.caseNumber, why: 'no-address' }])
  expect(warned).toEqual([{ ...message, caseNumber: view.caseNumber, why: 'the settings name nobody who calls' }])
  await calls.close()
})
