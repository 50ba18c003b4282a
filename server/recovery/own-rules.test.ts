import { Secret, type View } from '@gatehouse/contract'
import { describe, expect, it } from 'vitest'
import { world } from './service.scenario.ts'
import { RecoveryRefusal } from './service.ts'

const password = new Secret('correct horse battery')
const kinds = (view: View) => view.step

describe('our own rules for a new password', () => {
  it('one that they refuse never comes near the directory; the person learns why, and may choose another', async () => {
    const w = world()
    const { token, view } = await w.atNewPassword()
    w.refused = 'breached'
    const after = await w.service.setPassword(token, { stepToken: view.stepToken, password })
    expect(kinds(after)).toMatchObject({ kind: 'new-password', error: 'password-refused', reason: 'breached' })
    expect(w.asked).not.toContain('set')
    w.refused = undefined
    expect(kinds(await w.service.setPassword(token, { stepToken: after.stepToken, password }))).toEqual({ kind: 'done', choice: 'set-password' })
  })

  it('they stand beside the rules of the directory', async () => {
    const { view } = await world().atNewPassword()
    expect(kinds(view)).toMatchObject({ rules: [{ rule: 'min-length' }, { rule: 'not-listed' }] })
  })

  it('[S-13] nobody asks them with a step that is used, or at another step', async () => {
    const w = world()
    const { token, view } = await w.throughTheGate()
    await expect(w.service.setPassword(token, { stepToken: view.stepToken, password })).rejects.toThrow(new RecoveryRefusal('not-possible-now'))
    const next = await w.service.choose(token, { stepToken: view.stepToken, choice: 'set-password' })
    await expect(w.service.setPassword(token, { stepToken: 'guess', password })).rejects.toThrow(new RecoveryRefusal('step-used'))
    expect(w.asked).not.toContain('judge')
    await w.service.setPassword(token, { stepToken: next.stepToken, password })
    expect(w.asked).toContain('judge')
  })
})
