import { Secret } from '@gatehouse/contract'
import { describe, expect, it } from 'vitest'
import { policy } from './policy.scenario.ts'
import { world } from './service.scenario.ts'
import { RecoveryRefusal } from './service.ts'

const [everybody] = policy.workflows
const held = { ...policy, workflows: [{ ...(everybody ?? expect.fail('no workflow')), gates: ['email-code' as const, 'questions' as const], needed: 2 }] }
const wrong = ['wrong', 'wrong', 'wrong', 'wrong'].map((text) => new Secret(text))

describe('[S-11] answers that somebody else has compared', () => {
  it('cost what they cost also where the step was left before they were heard of: nobody guesses for nothing by leaving in time', async () => {
    const w = world({ held })
    const { token, view } = await w.throughTheGate()
    let { stepToken } = view
    for (let guess = 1; guess <= 6; guess++) {
      w.overtake(`step ${guess}`)
      await expect(w.service.answer(token, { stepToken, answer: wrong })).rejects.toThrow(new RecoveryRefusal('step-used'))
      stepToken = `step ${guess}`
    }
    await expect(w.service.answer(token, { stepToken, answer: wrong })).rejects.toMatchObject({ code: 'too-many-tries' })
  })

  it('cost once, however often a sign of life comes in between', async () => {
    const w = world({ held })
    const begun = await w.throughTheGate()
    let { view } = begun
    for (let guess = 1; guess <= 3; guess++) {
      w.overtake(null)
      view = await w.service.answer(begun.token, { stepToken: view.stepToken, answer: wrong })
    }
    expect(view.step).toMatchObject({ kind: 'ended', reason: 'too-many-tries' })
    // Six in a row would make the next one wait.
    await expect(w.begin('ada')).resolves.toMatchObject({ view: { step: { kind: 'code' } } })
  })
})
