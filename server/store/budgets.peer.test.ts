import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { onBothDatabases, type TestDatabase } from '../../test/peers/databases.ts'
import { runs } from '../../test/soak.ts'
import { failIn, keyOf, type Rows, takeIn } from '../throttle/budgets.scenario.ts'
import type { Budget, BudgetKind, Budgets, Failures, Rate } from '../throttle/ports.ts'
import { storedBudgets } from './budgets.ts'
import type { Store } from './database.ts'
import { deleteForgottenBudgets } from './retention.ts'

const NOW = Date.UTC(2026, 0, 1)
const MINUTE = 60_000
const failures: Failures = { most: 3, firstWait: MINUTE, longestWait: 5 * MINUTE, forgottenAfter: 60 * MINUTE }
const rate: Rate = { most: 3, within: 10 * MINUTE, strict: true }
const ada: Budget = { kind: 'account', name: 'ada' }

onBothDatabases(import.meta.url, (database: TestDatabase) => {
  let stores: Store[]
  let budgets: Budgets
  /** One of the servers. */
  let at: (index: number) => Budgets
  beforeAll(async () => {
    const first = await database.open()
    // PGlite is for one server; PostgreSQL is shared by two.
    stores = first.kind === 'pglite' ? [first] : [first, await database.open()]
    const all = stores.map((store) => storedBudgets(store.database))
    at = (index) => all[index % all.length] ?? expect.fail('no store')
    budgets = at(0)
  })
  afterAll(() => Promise.all(stores.map((store) => store.close())))
  beforeEach(() => stores[0]?.database.execute('delete from budgets'))

  const fail = async (now: number, numbers = failures) => (await budgets.fail([{ ...ada, ...numbers }], now))[0] ?? expect.fail('no row')

  it('[S-11] waits begin with the last failure that the budget has, double, and end by themselves', async () => {
    const waits: number[] = []
    let now = NOW
    for (let failure = 1; failure <= 7; failure++) {
      const { refused, until } = await fail(now)
      expect(refused).toBe(false)
      waits.push(Math.max(0, until - now) / MINUTE)
      now = Math.max(now, until)
    }
    expect(waits).toEqual([0, 0, 1, 2, 4, 5, 5])
  })

  it('[S-11] a server whose clock is behind takes no failure of another for a wait', async () => {
    await fail(NOW + 5)
    expect(await fail(NOW)).toMatchObject({ refused: false, until: 0 })
  })

  it('[S-11] while it waits nothing is counted, and a wait is not made longer by trying', async () => {
    for (let failure = 1; failure <= 3; failure++) await fail(NOW)
    const wait = { ...ada, refused: true, until: NOW + MINUTE }
    expect(await fail(NOW + MINUTE - 1)).toEqual(wait)
    expect(await fail(NOW + MINUTE - 1)).toEqual(wait)
    expect(await budgets.look([ada, { kind: 'gate', name: 'ada' }], NOW + MINUTE - 1)).toEqual([wait])
    expect(await budgets.look([ada], NOW + MINUTE)).toEqual([{ ...wait, refused: false }])
    expect(await budgets.look([ada], NOW + 61 * MINUTE)).toEqual([])
    expect(await fail(NOW + MINUTE)).toMatchObject({ refused: false, until: NOW + 3 * MINUTE })
  })

  it('[S-11] a success forgets the failures; what was no failure is given back', async () => {
    for (let failure = 1; failure <= 2; failure++) await fail(NOW)
    await budgets.giveBack([{ ...ada, ...failures }])
    expect(await fail(NOW)).toMatchObject({ until: 0 })
    expect(await fail(NOW)).toMatchObject({ until: NOW + MINUTE })
    await budgets.giveBack([{ ...ada, ...failures }])
    expect(await budgets.look([ada], NOW), 'the wait that it began').toMatchObject([{ refused: false }])
    for (let failure = 1; failure <= 2; failure++) await fail(NOW + failure * 20 * MINUTE)
    await budgets.giveBack([ada])
    expect(await budgets.look([ada], NOW + 40 * MINUTE), 'and a longer one').toMatchObject([{ refused: false }])
    await budgets.forgive([ada])
    for (let failure = 1; failure <= 2; failure++) expect(await fail(NOW)).toMatchObject({ until: 0 })
  })

  it('[S-11] of a hundred failures at once, at two servers, as many are let through as the budget has', async () => {
    const numbers = { ...ada, ...failures, most: 10 }
    const counted = await Promise.all(Array.from({ length: 100 }, (_, index) => at(index).fail([numbers], NOW)))
    expect(counted.filter(([row]) => row?.refused === false)).toHaveLength(10)
  })

  it('[S-12] of a hundred messages at once, at two servers, as many are let through as there may be', async () => {
    const counted = await Promise.all(Array.from({ length: 100 }, (_, index) => at(index).take([{ ...ada, ...rate }], NOW)))
    expect(counted.filter(([row]) => row?.refused === false)).toHaveLength(3)
  })

  it('[S-11] two that count the same budgets in another order do not wait for each other', async () => {
    const several = (['gate', 'account', 'address'] as const).map((kind): Budget & Failures => ({ kind, name: 'x', ...failures, most: 1000 }))
    await Promise.all(Array.from({ length: 60 }, async (_, index) => {
      const mine = index % 2 ? several : several.toReversed()
      await at(index).fail(mine, NOW)
      await at(index).giveBack(mine.toReversed())
    }))
    expect(await budgets.fail(several, NOW)).toHaveLength(3)
  })

  it('[S-12] a third that is kept in reserve is there for those it is kept for', async () => {
    const [unknown, known] = [{ ...ada, ...rate, most: 2 }, { ...ada, ...rate }]
    const taken: boolean[] = []
    for (const who of [unknown, unknown, unknown, known, known]) taken.push((await budgets.take([who], NOW))[0]?.refused === false)
    expect(taken).toEqual([true, true, false, true, false])
  })

  it('counts as the words say it, whatever happens in whatever order', async () => {
    const kinds: fc.Arbitrary<BudgetKind> = fc.constantFrom('account', 'gate', 'address')
    const deed = fc.record({
      after: fc.oneof(fc.constantFrom(0, 1, MINUTE), fc.integer({ min: 0, max: 20 * MINUTE })),
      names: fc.uniqueArray(kinds, { minLength: 1, maxLength: 3 }),
      fails: fc.boolean(),
      most: fc.integer({ min: 1, max: 4 }),
      strict: fc.boolean(),
    })
    await fc.assert(fc.asyncProperty(fc.array(deed, { maxLength: 25 }), async (deeds) => {
      await stores[0]?.database.execute('delete from budgets')
      const rows: Rows = new Map()
      let now = NOW
      for (const { after, names, fails, most, strict } of deeds) {
        now += after
        const asked = names.map((kind): Budget => ({ kind, name: fails ? 'failures' : 'rates' }))
        const numbers = { ...failures, most, forgottenAfter: 15 * MINUTE }
        const said = fails
          ? await budgets.fail(asked.map((budget) => ({ ...budget, ...numbers })), now)
          : await budgets.take(asked.map((budget) => ({ ...budget, ...rate, most, strict })), now)
        const meant = asked.map((budget) => ({
          ...budget, ...(fails ? failIn(rows, { ...budget, ...numbers }, now) : takeIn(rows, { ...budget, ...rate, most, strict }, now)),
        }))
        const sorted = (list: readonly Budget[]) => list.toSorted((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1))
        expect(sorted(said)).toEqual(sorted(meant))
      }
    }), { numRuns: runs(30) })
  })

  it('what means nothing any more is deleted, and nothing else', async () => {
    await fail(NOW)
    await budgets.take([{ kind: 'company', name: '', ...rate }], NOW)
    const database = stores[0]?.database ?? expect.fail('no store')
    expect(await deleteForgottenBudgets(database, NOW + 10 * MINUTE)).toBe(1)
    expect(await deleteForgottenBudgets(database, NOW + 60 * MINUTE - 1)).toBe(0)
    expect(await deleteForgottenBudgets(database, NOW + 60 * MINUTE)).toBe(1)
  })

  it('and the deletion waits for nobody who counts at that moment, so that no two wait for each other', async () => {
    await fail(NOW)
    await budgets.take([{ kind: 'company', name: '', ...rate }], NOW)
    const [one, other] = stores
    if (!one || !other) return
    await other.database.transaction(async (transaction) => {
      await transaction.execute("update budgets set used = used + 1 where kind = 'account'")
      expect(await deleteForgottenBudgets(one.database, NOW + 60 * MINUTE)).toBe(1)
    })
    expect(await deleteForgottenBudgets(one.database, NOW + 60 * MINUTE)).toBe(1)
  })
})
