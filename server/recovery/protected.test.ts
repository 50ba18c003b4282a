import { Secret, type View } from '@gatehouse/contract'
import { describe, expect, it } from 'vitest'
import { lockedAccount } from './machine.scenario.ts'
import { world } from './service.scenario.ts'
import { RecoveryRefusal } from './service.ts'

const password = new Secret('correct horse battery')
const kinds = (view: View) => view.step

describe('[S-17] an account that is protected', () => {
  it('looks like any other until the gates are passed; then the person learns it, and nothing is carried out', async () => {
    const w = world()
    w.account = { ...lockedAccount, protected: true }
    const ofAnother = await world().begin()
    const { view: first } = await w.begin()
    expect(kinds(first)).toEqual(kinds(ofAnother.view))
    const { token, view } = await w.throughTheGate()
    expect(kinds(view)).toEqual({
      kind: 'choice', locked: true, choices: [{ choice: 'unlock', whyNot: 'protected' }, { choice: 'set-password', whyNot: 'protected' }],
    })
    await expect(w.service.choose(token, { stepToken: view.stepToken, choice: 'unlock' })).rejects.toThrow(new RecoveryRefusal('not-possible-now'))
    expect(w.asked).not.toContain('unlock')
  })

  it.each(['by our reading', 'by the directory, at the very last moment'])('one that became so after the gates is refused at the outcome, %s', async (by) => {
    const w = world()
    const { token, view } = await w.atNewPassword()
    if (by === 'by our reading') w.account = { ...lockedAccount, protected: true }
    else w.fault = 'protected'
    const after = await w.service.setPassword(token, { stepToken: view.stepToken, password })
    expect(kinds(after)).toMatchObject({ kind: 'choice' })
    expect(w.asked.includes('set')).toBe(by !== 'by our reading')
  })
})
