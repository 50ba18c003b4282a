import fc from 'fast-check'
import { expect, test } from 'vitest'
import { runs } from '../../test/soak.ts'
import { DirectoryProblem, type DirectoryProblemKind } from '../recovery/ports.ts'
import { lockedAccount } from '../recovery/machine.scenario.ts'
import { type KnownPerson, lookForVanished, type RegisteredPeople } from './vanished.ts'

// Faults of a directory at a moment that no real one gives: the port is played. What the database does of it: ../store.

const DAY = 86_400_000

function company(many: number) {
  const rows = new Map<string, number | null>(Array.from({ length: many }, (_, index) => [`person-${String(index).padStart(4, '0')}`, null]))
  const gone = new Set<string>()
  const problems = new Map<string, DirectoryProblemKind>()
  let day = 1
  const people: RegisteredPeople = {
    after: (last, most) => Promise.resolve([...rows].filter(([person]) => person > last).slice(0, most).map(([person, missedSince]): KnownPerson => ({ person, missedSince }))),
    miss: (person, since) => Promise.resolve(void rows.set(person, since)),
    forget: (person, since) => Promise.resolve(rows.get(person) === since && rows.delete(person)),
  }
  const directory = {
    account: (person: string) => {
      const kind = problems.get(person) ?? problems.get('everybody')
      if (kind) return Promise.reject(new DirectoryProblem(kind, 'played'))
      return Promise.resolve(gone.has(person) ? null : { ...lockedAccount, name: person })
    },
  }
  return {
    rows, gone, problems, name: (index: number) => `person-${String(index).padStart(4, '0')}`,
    look: (days = 30) => lookForVanished({ people, directory, days, now: () => day * DAY }),
    pass: (days: number) => { day += days },
  }
}

test('whoever has gone is noted at the first look and forgotten at one of thirty days later, more than a page of people or not', async () => {
  const ours = company(450)
  const [first, last] = [ours.name(0), ours.name(449)]
  for (const one of [first, last]) ours.gone.add(one)
  expect(await ours.look()).toEqual({ looked: 450, missing: 2, forgotten: 0 })
  ours.pass(29)
  expect(await ours.look()).toMatchObject({ missing: 2, forgotten: 0 })
  ours.pass(1)
  expect(await ours.look()).toMatchObject({ missing: 2, forgotten: 2 })
  expect([ours.rows.has(first), ours.rows.has(last), ours.rows.size]).toEqual([false, false, 448])
})

test('one look is never enough, however long ago the last one was', async () => {
  const ours = company(3)
  ours.pass(1000)
  ours.gone.add(ours.name(1))
  expect(await ours.look(1)).toMatchObject({ missing: 1, forgotten: 0 })
})

test('whoever is there again is missed no more: the days begin anew', async () => {
  const ours = company(3)
  ours.gone.add(ours.name(1))
  await ours.look()
  ours.pass(20)
  ours.gone.clear()
  await ours.look()
  expect([...ours.rows.values()]).toEqual([null, null, null])
  ours.gone.add(ours.name(1))
  ours.pass(20)
  expect(await ours.look()).toMatchObject({ forgotten: 0 })
})

test.each<DirectoryProblemKind>(['unreachable', 'lost'])('a directory that is away (%s) makes nobody missed and nobody forgotten, whenever it goes', async (kind) => {
  const ours = company(5)
  ours.gone.add(ours.name(0))
  await ours.look()
  ours.pass(40)
  ours.gone.add(ours.name(1))
  ours.problems.set(ours.name(4), kind)
  expect(await ours.look()).toMatchObject({ forgotten: 0, stopped: `${kind}: played` })
  expect([ours.rows.get(ours.name(0)), ours.rows.get(ours.name(1))]).toEqual([DAY, null])
})

test('somebody whom the service account may not see is neither there nor missing', async () => {
  const ours = company(5)
  ours.problems.set(ours.name(2), 'denied')
  expect(await ours.look()).toEqual({ looked: 5, missing: 0, forgotten: 0 })
})

test('when more than half are missing at once, nobody is', async () => {
  const ours = company(20)
  for (let index = 0; index < 11; index++) ours.gone.add(ours.name(index))
  expect((await ours.look()).stopped).toMatch(/more than half/u)
  expect([...ours.rows.values()].every((since) => since === null)).toBe(true)
  ours.gone.delete(ours.name(0))
  expect(await ours.look()).toMatchObject({ missing: 10, forgotten: 0 })
})

test('nobody who was there at the last whole look but one, or who never was looked for, is ever forgotten', async () => {
  const days = fc.array(fc.record({ pass: fc.integer({ min: 0, max: 40 }), gone: fc.array(fc.nat(7)), fails: fc.option(fc.nat(7), { freq: 3 }) }), { maxLength: 12 })
  await fc.assert(fc.asyncProperty(days, async (looks) => {
    const ours = company(8)
    let before = new Set<string>()
    for (const { pass, gone, fails } of looks) {
      ours.pass(pass)
      ours.gone.clear()
      for (const index of gone) ours.gone.add(ours.name(index))
      ours.problems.clear()
      if (fails !== null) ours.problems.set(ours.name(fails), 'unreachable')
      const had = [...ours.rows.keys()]
      const { stopped } = await ours.look()
      for (const person of had.filter((one) => !ours.rows.has(one))) expect([before.has(person), ours.gone.has(person), stopped]).toEqual([true, true, undefined])
      if (stopped === undefined) before = new Set(ours.gone)
    }
  }), { numRuns: runs(100) })
})
