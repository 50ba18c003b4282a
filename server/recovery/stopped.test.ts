import { Secret } from '@gatehouse/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { gates, hands, newRecovery, play, START, workflows } from './machine.scenario.ts'
import type { Recovery } from './recovery.ts'
import { stopped } from './stopped.ts'
import { world } from './service.scenario.ts'
import { viewOf } from './view.ts'

const password = new Secret('correct horse battery')
const about = { recovery: 'a1b2', caseNumber: '7K4P-29QX' }
const after = (recovery: Recovery, deeds: Parameters<typeof play>[1]) => play(recovery, deeds).reduce((last, { result }) => (result.ok ? result.recovery : last), recovery)
const now = { after: 1, token: 'present' } as const

describe('[S-16] a freeze or a reset while a recovery runs', () => {
  it('ends one of which a gate was passed, and says so', () => {
    const passed = after(newRecovery(), [{ ...now, does: 'answer', code: 'right' }])
    expect(stopped(passed, 'frozen', START + 2000)).toEqual({
      recovery: { ...passed, place: { at: 'ended', reason: 'stopped' } }, ended: true,
      entries: [{ kind: 'recovery-stopped', why: 'frozen', ...about }, { kind: 'ended', reason: 'stopped', ...about }],
    })
    const called = after(newRecovery({ workflow: { gates: ['phone-call'] } }), [{ ...now, does: 'hear', what: 'right keys', of: 'present' }])
    expect(stopped(called, 'reset', START + 2000)?.ended, 'a call was confirmed').toBe(true)
  })

  it('[S-10] leaves one at which nobody has shown who they are as it looks, and takes its person: it goes on like that of an account that does not exist', () => {
    fc.assert(fc.property(workflows, hands, hands, (workflow, first, rest) => {
      const recovery = after(newRecovery({ workflow }), first)
      const at = START + first.reduce((sum, hand) => sum + hand.after, 0) * 1000
      const result = stopped(recovery, 'frozen', at)
      fc.pre(result !== undefined && !result.ended)
      const { recovery: then, entries } = result
      expect(entries).toEqual([{ kind: 'recovery-stopped', why: 'frozen', ...about }])
      expect(viewOf(then, undefined, gates, at)).toEqual(viewOf(recovery, undefined, gates, at))
      expect([then.person, then.stoppedOf]).toEqual([null, recovery.person])
      const nobody = { ...recovery, person: null }
      const seen = (from: Recovery) => play(from, rest).map(({ result: step }) => (step.ok ? viewOf(step.recovery, undefined, gates, START) : step))
      expect(seen(then)).toEqual(seen(nobody))
    }))
  })

  it('whatever was done before and whatever is tried after it: nothing more is begun to be carried out', () => {
    fc.assert(fc.property(workflows, hands, hands, (workflow, first, rest) => {
      const recovery = after(newRecovery({ workflow }), first)
      const result = stopped(recovery, 'reset', START + first.reduce((sum, hand) => sum + hand.after, 0) * 1000)
      fc.pre(result !== undefined)
      for (const step of play(result.recovery, rest)) expect(step.result.ok && step.result.effects.some(({ type }) => type === 'carry-out')).toBe(false)
    }))
  })

  it('leaves alone what is being carried out, what is over, and whom nobody knows', () => {
    const working: Recovery['place'] = { at: 'working', choice: 'unlock', since: START, passwordMark: '1', lost: false }
    for (const place of [working, { at: 'done', choice: 'unlock' } as const, { at: 'ended', reason: 'cancelled' } as const]) expect(stopped({ ...newRecovery(), place }, 'frozen', START)).toBeUndefined()
    expect(stopped(newRecovery({ real: false }), 'frozen', START)).toBeUndefined()
    expect(stopped(newRecovery(), 'frozen', START + 15 * 60_000), 'its time is over').toBeUndefined()
  })
})

describe('[S-16] a freeze that comes between the last reading and the change', () => {
  it.each(['unlock', 'set-password'] as const)('is seen right before the account is changed: %s does not happen, and the recovery has ended', async (choice) => {
    const w = world()
    const { token, view } = choice === 'unlock' ? await w.throughTheGate() : await w.atNewPassword()
    w.meanwhile(() => { w.stopped = true })
    const { stepToken } = view
    const end = choice === 'unlock' ? await w.service.choose(token, { stepToken, choice }) : await w.service.setPassword(token, { stepToken, password })
    expect(end.step).toEqual({ kind: 'ended', reason: 'stopped' })
    expect(w.asked.filter((what) => what === 'unlock' || what === 'set')).toEqual([])
    expect(w.asked.at(-1)).toBe('stopped')
  })

  it('finishes no unlock that a crash had left: it has ended once what was sent can no longer arrive', async () => {
    const w = world()
    const { token, view } = await w.throughTheGate()
    w.fault = 'process-dies'
    await expect(w.service.choose(token, { stepToken: view.stepToken, choice: 'unlock' })).rejects.toThrow('died')
    w.fault = undefined
    w.stopped = true
    w.pass(21)
    expect((await w.service.read(token)).step).toMatchObject({ kind: 'working' })
    w.pass(40)
    expect((await w.service.read(token)).step).toEqual({ kind: 'ended', reason: 'stopped' })
    expect(w.asked.filter((what) => what === 'unlock'), 'the one that died').toHaveLength(1)
  })

  it('takes back nothing that was done before it', async () => {
    const w = world()
    const { token, view } = await w.throughTheGate()
    w.fault = 'lost-after-change'
    await w.service.choose(token, { stepToken: view.stepToken, choice: 'unlock' })
    w.fault = undefined
    w.stopped = true
    expect((await w.service.read(token)).step).toEqual({ kind: 'done', choice: 'unlock' })
  })
})
