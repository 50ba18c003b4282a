import { expect, it } from 'vitest'
import { gates, newRecovery, START } from './machine.scenario.ts'
import { viewOf } from './view.ts'

const shown = (seconds: number, real: boolean, delayed: boolean) => {
  const { step } = viewOf(newRecovery({ real }), undefined, gates, START + seconds * 1000, (way) => delayed && way === 'email')
  return step.kind === 'code' ? step.delivery : step.kind
}

it('a code is on its way for a minute, and late after that, unless no provider answers', () => {
  expect([0, 59, 60, 170].map((seconds) => shown(seconds, true, false))).toEqual(['on-its-way', 'on-its-way', 'late', 'late'])
  expect([0, 170].map((seconds) => shown(seconds, true, true))).toEqual(['delayed', 'delayed'])
})

it('[S-10] the same is said to whoever asked for an account that does not exist', () => {
  for (const delayed of [false, true]) {
    for (const seconds of [0, 59, 60, 179]) expect(shown(seconds, false, delayed)).toBe(shown(seconds, true, delayed))
  }
})
