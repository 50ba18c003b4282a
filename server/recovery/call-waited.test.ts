import { Secret } from '@gatehouse/contract'
import { describe, expect, it } from 'vitest'
import { policy } from './policy.scenario.ts'
import { world } from './service.scenario.ts'

const [everybody] = policy.workflows
const workflow = { ...(everybody ?? expect.fail('no workflow')), gates: ['phone-call' as const, 'email-code' as const] }
const impatient = { ...policy, recovery: { ...policy.recovery, idleSeconds: 60 }, workflows: [workflow] }

describe('[F-08] who waited for a call longer than anybody may be idle', () => {
  async function afterKeysAt(seconds: number) {
    const w = world({ held: impatient })
    const { token, view } = await w.begin('ada')
    const { recovery } = w.queued.at(-1) ?? expect.fail('no call is queued')
    const keys = view.step.kind === 'call' ? view.step.keys ?? '' : expect.fail('no call')
    w.pass(seconds)
    await w.service.hear(recovery, 'phone-call', { counter: 1, number: 1, what: 'keys', keys: new Secret(keys) })
    return { w, token, view }
  }

  it('is not called idle when the call is over: that begins then', async () => {
    const { w, token, view } = await afterKeysAt(70)
    expect(await w.service.read(token)).toMatchObject({ step: { kind: 'call', call: 'confirmed' }, idleIn: 60 })
    w.pass(59)
    expect((await w.service.answer(token, { stepToken: view.stepToken })).step).toMatchObject({ kind: 'choice' })
  })

  it('is idle as everybody from then on', async () => {
    const { w, token } = await afterKeysAt(70)
    w.pass(60)
    expect((await w.service.read(token)).step).toEqual({ kind: 'ended', reason: 'expired' })
  })
})
