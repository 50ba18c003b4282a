import { Secret, type View } from '@gatehouse/contract'
import { describe, expect, it } from 'vitest'
import { lockedAccount } from './machine.scenario.ts'
import { world } from './service.scenario.ts'
import { RecoveryRefusal } from './service.ts'

const password = new Secret('correct horse battery')
const kinds = (view: View) => view.step

describe('a recovery and its directory', () => {
  it('[F-03] an unlock is done when the directory has confirmed it', async () => {
    const w = world()
    const { token, view } = await w.throughTheGate()
    const done = await w.service.choose(token, { stepToken: view.stepToken, choice: 'unlock' })
    expect(kinds(done)).toEqual({ kind: 'done', choice: 'unlock' })
    expect(w.asked.filter((what) => what === 'unlock')).toHaveLength(1)
  })

  it('an unlock that the directory does not confirm is not called done', async () => {
    const w = world()
    const { token, view } = await w.throughTheGate()
    w.fault = 'not-confirmed'
    const after = await w.service.choose(token, { stepToken: view.stepToken, choice: 'unlock' })
    expect(kinds(after)).toMatchObject({ kind: 'choice', error: 'not-carried-out' })
  })

  it('a refused password comes back to its field with the rules', async () => {
    const w = world()
    const { token, view } = await w.atNewPassword()
    w.fault = 'password-refused'
    const after = await w.service.setPassword(token, { stepToken: view.stepToken, password })
    expect(kinds(after)).toMatchObject({ kind: 'new-password', error: 'password-refused', reason: 'directory', rules: [{ length: 12 }, { rule: 'not-listed' }] })
    w.fault = undefined
    const done = await w.service.setPassword(token, { stepToken: after.stepToken, password })
    expect(kinds(done)).toEqual({ kind: 'done', choice: 'set-password' })
  })

  it('a directory that is away after the right code loses nothing', async () => {
    const w = world()
    const { token, view } = await w.begin()
    w.fault = 'unreachable'
    const code = w.codeFor(w.queued[0] ?? expect.fail('nothing queued'))
    await expect(w.service.answer(token, { stepToken: view.stepToken, answer: code })).rejects.toMatchObject({ kind: 'unreachable' })
    w.fault = undefined
    expect(kinds(await w.service.read(token))).toMatchObject({ kind: 'choice', locked: true })
  })

  it('an account that goes away ends it with a word to the helpdesk', async () => {
    const w = world()
    const { token, view } = await w.throughTheGate()
    w.account = null
    expect(kinds(await w.service.choose(token, { stepToken: view.stepToken, choice: 'unlock' }))).toEqual({ kind: 'ended', reason: 'unclear' })
  })
})

describe('[S-14] when the answer of the directory is lost', () => {
  it('a password that arrived is reported as set', async () => {
    const w = world()
    const { token, view } = await w.atNewPassword()
    w.fault = 'lost-after-change'
    const working = await w.service.setPassword(token, { stepToken: view.stepToken, password })
    expect(kinds(working)).toEqual({ kind: 'working', choice: 'set-password' })
    w.fault = undefined
    expect(kinds(await w.service.read(token))).toEqual({ kind: 'done', choice: 'set-password' })
    expect(w.asked.filter((what) => what === 'set')).toHaveLength(1)
  })

  it('a password that did not arrive is typed again, once it can no longer arrive', async () => {
    const w = world()
    const { token, view } = await w.atNewPassword()
    w.fault = 'lost'
    await w.service.setPassword(token, { stepToken: view.stepToken, password })
    w.fault = undefined
    expect(kinds(await w.service.read(token)), 'the domain controller may still be at it').toMatchObject({ kind: 'working' })
    w.pass(61)
    expect(kinds(await w.service.read(token))).toMatchObject({ kind: 'new-password', error: 'not-carried-out' })
  })

  it('a password that arrives late is reported as set', async () => {
    const w = world()
    const { token, view } = await w.atNewPassword()
    w.fault = 'lost'
    await w.service.setPassword(token, { stepToken: view.stepToken, password })
    w.fault = undefined
    await w.service.read(token)
    w.account = { ...lockedAccount, passwordMark: 'arrived' }
    expect(kinds(await w.service.read(token))).toEqual({ kind: 'done', choice: 'set-password' })
  })

  it('what nobody could find out in time is called unclear, not guessed', async () => {
    const w = world()
    const { token, view } = await w.atNewPassword()
    w.fault = 'lost'
    await w.service.setPassword(token, { stepToken: view.stepToken, password })
    w.fault = 'unreachable'
    w.pass(15 * 60)
    expect(kinds(await w.service.read(token))).toEqual({ kind: 'ended', reason: 'unclear' })
  })

  it('an unlock whose answer was lost is not called undone because the directory is away', async () => {
    const w = world()
    const { token, view } = await w.throughTheGate()
    w.fault = 'lost-after-change'
    await w.service.choose(token, { stepToken: view.stepToken, choice: 'unlock' })
    w.fault = 'unreachable'
    expect(kinds(await w.service.read(token))).toMatchObject({ kind: 'working' })
    w.fault = undefined
    expect(kinds(await w.service.read(token))).toEqual({ kind: 'done', choice: 'unlock' })
    expect(w.asked.filter((what) => what === 'unlock'), 'it was unlocked already').toHaveLength(1)
  })

  it('a process that stood still leaves what it had begun: somebody may have moved on', async () => {
    const w = world()
    const { token, view } = await w.atNewPassword()
    w.standStill(6)
    const after = await w.service.setPassword(token, { stepToken: view.stepToken, password })
    expect(kinds(after)).toMatchObject({ kind: 'new-password', error: 'not-carried-out' })
    expect(w.asked).not.toContain('set')
  })

  it('nobody guesses while the directory stays away', async () => {
    const w = world()
    const { token, view } = await w.atNewPassword()
    w.fault = 'lost'
    await w.service.setPassword(token, { stepToken: view.stepToken, password })
    w.fault = 'unreachable'
    expect(kinds(await w.service.read(token))).toMatchObject({ kind: 'working' })
  })

  it('an unlock is finished at the next reading, also by another process after a crash', async () => {
    const w = world()
    const { token, view } = await w.throughTheGate()
    w.fault = 'process-dies'
    await expect(w.service.choose(token, { stepToken: view.stepToken, choice: 'unlock' })).rejects.toThrow('died')
    w.fault = undefined
    expect(kinds(await w.service.read(token)), 'it may still be under way').toMatchObject({ kind: 'working' })
    w.pass(21)
    expect(kinds(await w.service.read(token))).toEqual({ kind: 'done', choice: 'unlock' })
  })
})

describe('[S-13] two at once', () => {
  it('the slower answer is told that the step is used', async () => {
    const w = world()
    const { token, view } = await w.begin()
    w.overtake()
    const code = w.codeFor(w.queued[0] ?? expect.fail('nothing queued'))
    await expect(w.service.answer(token, { stepToken: view.stepToken, answer: code })).rejects.toThrow(new RecoveryRefusal('step-used'))
  })

  it('a token that nobody was given belongs to no recovery', async () => {
    await expect(world().service.read(new Secret('guess'))).rejects.toThrow(new RecoveryRefusal('unknown-recovery'))
  })
})

describe('[S-10] an account that does not exist', () => {
  it('asks the directory for its name and for nothing else, like a real one, and a message is queued', async () => {
    const w = world()
    const decoy = await w.begin('nobody')
    await w.service.answer(decoy.token, { stepToken: decoy.view.stepToken, answer: w.codeFor(w.queued[0] ?? expect.fail('nothing queued')) })
    expect(w.asked).toEqual(['find'])
    const real = world()
    const ada = await real.begin('ada')
    await real.service.answer(ada.token, { stepToken: ada.view.stepToken, answer: new Secret('000000') })
    expect(real.asked).toEqual(['find'])
    expect(real.queued).toHaveLength(w.queued.length)
  })
})
