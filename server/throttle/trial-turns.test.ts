import { expect, test } from 'vitest'
import { budgetsInMemory } from './budgets.scenario.ts'
import { names } from './throttle.scenario.ts'
import { trialTurns } from './trial-turns.ts'

test('[S-11] one password of an account is tried at a time, whatever server is asked; another account waits for nobody', async () => {
  const shared = budgetsInMemory()
  const [one, other] = [trialTurns(shared, names, () => 0), trialTurns(shared, names, () => 0)]
  const end = await one.take('ada')
  expect(end).toBeDefined()
  expect(await other.take('ada')).toBeUndefined()
  expect(await other.take('grace')).toBeDefined()
  await end?.()
  expect(await other.take('ada')).toBeDefined()
})

test('a server that died in the middle of one leaves the account to others', async () => {
  let now = 0
  const turns = trialTurns(budgetsInMemory(), names, () => now)
  await turns.take('ada')
  now = 29_000
  expect(await turns.take('ada')).toBeUndefined()
  now = 30_000
  expect(await turns.take('ada')).toBeDefined()
})
