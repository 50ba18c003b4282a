import { entrances } from '@gatehouse/contract'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { runs } from '../../../test/soak.ts'
import { workflowFor } from '../fits.ts'
import { loadPolicy } from '../load.ts'
import type { Workflow } from '../sections/workflows.ts'
import { reachable } from './reachable.ts'
import { peopleOf } from './somebody.ts'

const groups = ['A', 'B', 'C']
const units = ['OU=A,DC=x', 'OU=B,OU=A,DC=x', 'OU=C,DC=x', 'DC=x']
const names = { groups: new Map(groups.map((name) => [name, name])), units: new Map(units.map((name) => [name, name])) }
const some = <T extends string>(all: readonly T[]) => fc.uniqueArray(fc.constantFrom(...all), { minLength: 1 })
const workflows: fc.Arbitrary<Workflow[]> = fc.array(
  fc.record({ entrances: some(entrances), groups: some(groups), units: some(units) }, { requiredKeys: ['entrances'] }), { minLength: 1, maxLength: 5 },
).map((all) => all.map((whom, at): Workflow => ({ name: `workflow ${at}`, for: whom, gates: ['email-code'], needed: 1, order: 'fixed', choices: ['unlock'] })))

/** Whoever there could be: in any of the groups, in any of the units or beside them all. */
const everybody = groups.reduce<string[][]>((sets, group) => [...sets, ...sets.map((set) => [...set, group])], [[]])
  .flatMap((own) => [...units.map((unit) => `CN=ada,${unit}`), 'CN=ada,DC=elsewhere'].map((name) => ({ name, groups: own })))

test('a workflow is said to be met by nobody exactly where nobody that there could be meets it', () => {
  const seen = { met: 0, never: 0 }
  fc.assert(fc.property(workflows, (all) => {
    const said = new Set(reachable(all).map(({ path }) => path[1]))
    all.forEach((workflow, index) => {
      const isMet = everybody.some((one) => entrances.some((entrance) => workflowFor(all, entrance, one, names) === workflow))
      seen[isMet ? 'met' : 'never'] += 1
      expect(said.has(index), workflow.name).toBe(!isMet)
    })
  }), { numRuns: runs(500) })
  expect(Math.min(seen.met, seen.never), 'the property was hardly put to the test').toBeGreaterThan(runs(20))
})

test('whom two workflows have in common meets, at each entrance, what a real person of that kind would', () => {
  fc.assert(fc.property(workflows, fc.nat(4), fc.nat(4), fc.constantFrom(...entrances), (all, a, b, entrance) => {
    const { membersOf, workflowFor: meets } = peopleOf(all)
    const [one, other] = [all[a % all.length], all[b % all.length]]
    if (!one || !other) return
    const tried = new Set(membersOf(one, other).map((somebody) => meets(somebody, entrance)))
    const real = everybody.filter((person) => [one, other].every((workflow) => workflowFor([{ ...workflow, for: { ...workflow.for, entrances: [...entrances] } }], entrance, person, names)))
    // Who is in more than these two need meets one that stands further up, and is tried with that one.
    for (const met of tried) expect(real.some((person) => workflowFor(all, entrance, person, names) === met)).toBe(true)
  }), { numRuns: runs(500) })
})

test('a policy for hundreds of groups and units is judged before anybody has to wait for it', () => {
  const list = (count: number, word: (at: number) => string) => Array.from({ length: count }, (_, at) => word(at)).join(', ')
  const flow = (at: number) => `- { name: W${at}, gates: [email-code], needed: 1, for: { groups: [${list(20, (group) => `G${at * 7 + group}`)}], units: [${list(5, (unit) => `'OU=U${unit},OU=W${at},DC=x'`)}] } }\n`
  const text = `version: 1\nworkflows:\n${Array.from({ length: 30 }, (_, at) => flow(at)).join('')}- { name: All, gates: [email-code], needed: 1 }\n`
  expect(loadPolicy(text, 'policy.yaml', { sms: [], calls: true, portal: true })).toMatchObject({ ok: true })
})
