import { Secret } from '@gatehouse/contract'
import { describe, expect, it } from 'vitest'
import { dueNow } from '../delivery/due.ts'
import { gates } from './machine.scenario.ts'
import { policy } from './policy.scenario.ts'
import { world } from './service.scenario.ts'

const [everybody] = policy.workflows
if (!everybody) throw new Error('the policy of the tests has no workflow')
const having = (more: object) => world({ held: { ...policy, workflows: [{ ...everybody, gates: ['sms-code', 'email-code'], ...more }] } })
const wrong = new Secret('000')

describe('[F-14] another way', () => {
  it('is offered where enough is left, begins that gate, and the codes of each are its own', async () => {
    const w = having({ needed: 1 })
    const { token, view } = await w.begin()
    expect(view).toMatchObject({ step: { kind: 'code', way: 'sms' }, ways: ['email'], gates: { passed: 0, needed: 1 } })
    const mail = await w.service.pickWay(token, { stepToken: view.stepToken, way: 'email' })
    expect(mail).toMatchObject({ step: { kind: 'code', way: 'email' }, ways: ['sms'] })
    expect(w.queued.map(({ gate, counter }) => [gate, counter])).toEqual([['sms-code', 1], ['email-code', 1]])
    const sms = w.codeFor(w.queued[0] ?? expect.fail('nothing queued'))
    expect(await w.service.answer(token, { stepToken: mail.stepToken, answer: sms })).toMatchObject({ step: { kind: 'code', error: 'code-wrong' } })
  })

  it('[S-11] who comes back finds the tries and the message that were left, and no new ones', async () => {
    const w = having({ needed: 1 })
    const { token, view } = await w.begin()
    const second = await w.service.answer(token, { stepToken: view.stepToken, answer: wrong })
    const mail = await w.service.pickWay(token, { stepToken: second.stepToken, way: 'email' })
    const back = await w.service.pickWay(token, { stepToken: mail.stepToken, way: 'sms' })
    expect(back.step).toMatchObject({ kind: 'code', way: 'sms', triesLeft: 2 })
    expect(back.step).not.toHaveProperty('error')
    expect(w.queued).toHaveLength(2)
    const code = w.codeFor(w.queued[0] ?? expect.fail('nothing queued'))
    expect(await w.service.answer(token, { stepToken: back.stepToken, answer: code })).toMatchObject({ step: { kind: 'choice' } })
  })

  it('in a fixed order none is offered where every gate is needed', async () => {
    const { token, view, service } = await begun(having({ needed: 2 }))
    expect(view).toMatchObject({ step: { way: 'sms' }, ways: [] })
    await expect(service.pickWay(token, { stepToken: view.stepToken, way: 'email' })).rejects.toMatchObject({ code: 'not-possible-now' })
  })

  it('in a free order the person picks first, nothing is sent before, and after one the other is next', async () => {
    const w = having({ needed: 2, order: 'free' })
    const { token, view } = await w.begin()
    expect([view.step, view.ways, w.queued.length]).toEqual([{ kind: 'ways' }, ['sms', 'email'], 0])
    const mail = await w.service.pickWay(token, { stepToken: view.stepToken, way: 'email' })
    const next = await w.service.answer(token, { stepToken: mail.stepToken, answer: w.codeFor(w.queued[0] ?? expect.fail('nothing queued')) })
    expect(next).toMatchObject({ step: { kind: 'code', way: 'sms' }, ways: [], gates: { passed: 1, needed: 2 } })
    const done = await w.service.answer(token, { stepToken: next.stepToken, answer: w.codeFor(w.queued[1] ?? expect.fail('nothing queued')) })
    expect(done).toMatchObject({ step: { kind: 'choice' }, ways: [], gates: { passed: 2 } })
  })

  it('[S-10] is the same for an account that does not exist', async () => {
    const seen = async (name: string) => {
      const w = having({ needed: 1, order: 'free' })
      const { token, view } = await w.begin(name)
      const mail = await w.service.pickWay(token, { stepToken: view.stepToken, way: 'email' })
      const sms = await w.service.pickWay(token, { stepToken: mail.stepToken, way: 'sms' })
      const again = await w.service.pickWay(token, { stepToken: sms.stepToken, way: 'email' })
      return [view, mail, sms, again]
    }
    expect(await seen('nobody')).toEqual(await seen('ada'))
  })

  it('a code is still sent to who left its gate for another: they may come back to it', async () => {
    const w = having({ needed: 1 })
    const { token, view } = await w.begin()
    await w.service.pickWay(token, { stepToken: view.stepToken, way: 'email' })
    const [sms, mail] = w.queued
    for (const message of [sms, mail]) {
      if (!message) throw new Error('nothing queued')
      expect(dueNow(await w.stored(message.recovery), message, gates, w.now()), message.gate).toMatchObject({ due: true })
    }
    expect(dueNow(await w.stored(sms?.recovery ?? ''), { ...expectThere(sms), counter: 2 }, gates, w.now())).toEqual({ due: false, why: 'superseded' })
  })
})

const expectThere = <T>(one: T | undefined): T => one ?? expect.fail('nothing queued')
const begun = async (w: ReturnType<typeof world>) => ({ ...await w.begin(), service: w.service })
