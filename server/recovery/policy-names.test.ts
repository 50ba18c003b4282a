import { expect, test } from 'vitest'
import type { Workflow } from '../policy/sections/workflows.ts'
import { policy } from './policy.scenario.ts'
import { keptNames } from './policy-names.ts'
import { DirectoryProblem } from './ports.ts'

const MINUTE = 60_000

/** A directory with two groups, one of a domain that may be away. */
function world() {
  const groups: Record<string, string> = { 'CORP\\Board': 'S-1-1', 'PARTNER\\Board': 'S-1-2' }
  const state = { clock: 0, away: false, asked: 0 }
  const [first] = policy.workflows
  const workflow: Workflow = { ...first ?? expect.fail('no workflow'), for: { entrances: ['workstation'], groups: Object.keys(groups) } }
  const names = keptNames([workflow], {
    async group(name) {
      state.asked += 1
      if (state.away && name.startsWith('PARTNER')) throw new DirectoryProblem('unreachable', 'as the test wants')
      return groups[name]
    },
    unit: async () => undefined,
  }, () => state.clock)
  return { groups, state, known: async () => Object.fromEntries((await names()).groups) }
}

test('names are asked for every ten minutes, and nobody comes past one that is not known', async () => {
  const { groups, state, known } = world()
  expect(await known()).toEqual(groups)
  await known()
  expect(state.asked).toBe(2)
  state.clock += 10 * MINUTE
  groups['CORP\\Board'] = 'S-1-3'
  expect(await known()).toEqual(groups)
  state.clock += 10 * MINUTE
  delete groups['CORP\\Board']
  await expect(known()).rejects.toMatchObject({ kind: 'denied' })
})

test('while one domain is away, what it said holds, and what the others say is new', async () => {
  const { groups, state, known } = world()
  await known()
  state.away = true
  state.clock += 10 * MINUTE
  groups['CORP\\Board'] = 'S-1-3'
  groups['PARTNER\\Board'] = 'S-1-4'
  expect(await known()).toEqual({ 'CORP\\Board': 'S-1-3', 'PARTNER\\Board': 'S-1-2' })
  const { asked } = state
  await known()
  expect(state.asked).toBe(asked)
  state.away = false
  state.clock += MINUTE
  expect(await known()).toEqual(groups)
})

test('who has never heard what a domain says cannot do without it', async () => {
  const { state, known } = world()
  state.away = true
  await expect(known()).rejects.toMatchObject({ kind: 'unreachable' })
})
