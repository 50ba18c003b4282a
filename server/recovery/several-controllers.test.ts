import { Secret, type Workstation } from '@gatehouse/contract'
import { describe, expect, it } from 'vitest'
import { lockedAccount } from './machine.scenario.ts'
import { world } from './service.scenario.ts'

const password = new Secret('correct horse battery')
const workstation = { site: 'Berlin', controller: 'dc2.corp.example' }

/** A recovery of somebody whose account is changed at dc1. */
async function atChoice(said?: Workstation) {
  const w = world()
  w.account = { ...lockedAccount, controller: 'dc1.corp.example' }
  const { token, view } = await w.throughTheGate(said)
  w.controllers.length = 0
  return { w, token, stepToken: view.stepToken }
}

describe('among several controllers', () => {
  it('[S-14] what was decided at one controller is carried out there and nowhere else', async () => {
    const { w, token, stepToken } = await atChoice()
    await w.service.choose(token, { stepToken, choice: 'unlock' })
    // The account is read wherever that is decided, and changed where it was read.
    expect(w.controllers).toEqual([undefined, 'dc1.corp.example'])
  })

  it('[S-14] after a lost answer the same controller says what became of it, and an unlock is finished there', async () => {
    const { w, token, stepToken } = await atChoice()
    w.fault = 'lost'
    await w.service.choose(token, { stepToken, choice: 'unlock' })
    w.fault = undefined
    w.controllers.length = 0
    await w.service.read(token)
    expect(w.controllers).toEqual(['dc1.corp.example', 'dc1.corp.example'])
  })

  it('[S-14] a set password is decided at the controller that was to carry it out', async () => {
    const { w, token, stepToken } = await atChoice()
    const { stepToken: next } = await w.service.choose(token, { stepToken, choice: 'set-password' })
    w.fault = 'lost-after-change'
    await w.service.setPassword(token, { stepToken: next, password })
    w.fault = undefined
    w.controllers.length = 0
    expect((await w.service.read(token)).step).toEqual({ kind: 'done', choice: 'set-password' })
    expect(w.controllers).toEqual(['dc1.corp.example'])
  })

  it.each([['done', { kind: 'done', choice: 'set-password' }], ['not-done', { kind: 'working', choice: 'set-password' }], ['never-known', { kind: 'working', choice: 'set-password' }], [undefined, { kind: 'working', choice: 'set-password' }]] as const)(
    '[S-14] while that controller is away another one that has heard %s of the change is asked', async (became, step) => {
      const { w, token, stepToken } = await atChoice()
      w.account = { ...lockedAccount, controller: 'dc1.corp.example', stamps: { 'set-password': '3@dsa', 'unlock': '4@dsa' } }
      const { stepToken: next } = await w.service.choose(token, { stepToken, choice: 'set-password' })
      w.fault = 'lost-after-change'
      await w.service.setPassword(token, { stepToken: next, password })
      w.fault = 'unreachable'
      w.became = became
      expect((await w.service.read(token)).step).toEqual(step)
      expect(w.questions).toEqual([expect.objectContaining({ choice: 'set-password', controller: 'dc1.corp.example', passwordMark: '1', stamp: '3@dsa' })])
    })
})

describe('whether the workstation would see it', () => {
  it.each([[true, { reached: 'here' }], [false, { reached: 'not-yet' }], [undefined, {}]])('%s is said as such, and asked again at each reading', async (arrived, reached) => {
    const { w, token, stepToken } = await atChoice(workstation)
    w.arrived = arrived
    const done = await w.service.choose(token, { stepToken, choice: 'unlock' })
    expect(done.step).toEqual({ kind: 'done', choice: 'unlock', ...reached })
    expect(w.questions).toEqual([{ choice: 'unlock', at: 'dc1.corp.example', workstation }])
    w.arrived = true
    expect((await w.service.read(token)).step).toMatchObject({ reached: 'here' })
  })

  it.each([undefined, { name: 'PC-0815' }])('is not asked for a client that did not say what it uses', async (said) => {
    const { w, token, stepToken } = await atChoice(said)
    expect((await w.service.choose(token, { stepToken, choice: 'unlock' })).step).toEqual({ kind: 'done', choice: 'unlock' })
    expect(w.questions).toEqual([])
  })

  it('is left unsaid when the directory does not answer, and it stays done', async () => {
    const { w, token, stepToken } = await atChoice(workstation)
    await w.service.choose(token, { stepToken, choice: 'unlock' })
    w.fault = 'unreachable'
    expect((await w.service.read(token)).step).toEqual({ kind: 'done', choice: 'unlock' })
  })

  it('is not asked for ever: the end of the recovery ends that too', async () => {
    const { w, token, stepToken } = await atChoice(workstation)
    await w.service.choose(token, { stepToken, choice: 'unlock' })
    w.pass(3600)
    await w.service.read(token)
    expect(w.questions).toHaveLength(1)
  })
})
