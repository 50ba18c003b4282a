import { type Entrance, Secret } from '@gatehouse/contract'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { runs } from '../../test/soak.ts'
import { newRecovery } from '../recovery/machine.scenario.ts'
import type { Registered, Registration } from '../registration/ports.ts'
import { answerHashes } from './hashes.ts'
import { fairLanes, type Lanes } from './lanes.ts'
import { weeklyOrder } from './pick.ts'
import { questionJudge } from './question-judge.ts'

const NOW = 1_800_000_000_000
const DAY = 86_400_000
const ids = ['pool', 'boss', 'film', 'toy', 'street', 'gone']
const rights = new Map([['pool', 'Ostsee'], ['boss', 'Babbage'], ['film', 'Metropolis'], ['toy', 'Teddy'], ['street', 'Lindenallee'], ['gone', 'Jena']])
const question = (id: string, retired = false) => ({ id, retired, text: { en: `What was the ${id}?`, de: `Was war ${id}?` } })
const list = { language: 'en', questions: ids.filter((id) => id !== 'gone').map((id) => question(id, id === 'toy')) }

const hashed: number[] = []
const lanes = fairLanes({ lanes: 2, patience: 600_000, elapsed: () => performance.now() })
const counted: Lanes = { inTurn: (who, work) => { hashed.push(work.length); return lanes.inTurn(who, work) } }
// As light as RFC 9106 §3.1 allows: what is tried here is what is compared, not how.
const hashes = answerHashes({ lanes: counted, effort: { memory: 8, passes: 1, lanes: 1 } })

const kept = new Map<string, Secret>()
beforeAll(async () => {
  const made = await hashes.make('ada', [...rights.values()].map((text) => new Secret(text)))
  for (const [index, id] of [...rights.keys()].entries()) kept.set(id, made[index] ?? expect.fail('hashed'))
})

/** What somebody has answered, and a recovery of theirs. */
function somebody({ answered = ids, outsideFrom = 0, frozen = false, entrance = 'workstation', language = 'en', person = 'guid-of-ada', asked = 4, correct = 3, begunAt = NOW }: {
  answered?: readonly string[]; outsideFrom?: number; frozen?: boolean; entrance?: Entrance; language?: string; person?: string | null; asked?: number; correct?: number; begunAt?: number
} = {}) {
  const answer = answered.map((slot): Registration => ({ kind: 'answer', slot, value: kept.get(slot) ?? expect.fail('kept'), origin: 'self', provedAt: 1, outsideFrom, confirmedAt: 1 }))
  const registered: Registered = { person: person ?? '', version: 1, has: { number: [], mail: [], answer }, former: [], ...(frozen && { frozen: { at: 1, caseNumber: 'A' } }) }
  const judge = questionJudge({
    list: () => list, registrations: { read: () => Promise.resolve(registered) }, hashes, now: () => NOW, order: weeklyOrder(new Secret(Buffer.alloc(32, 7).toString('base64'))),
  })
  const fresh = newRecovery()
  const recovery = { ...fresh, person, entrance, language, begunAt, terms: { ...fresh.terms, questions: { asked, correct, tries: 3 } } }
  return { asked: () => judge.asked(recovery), judge: (...typed: string[]) => judge.judge(recovery, typed.map((text) => new Secret(text))), nothing: () => judge.judge(recovery, undefined) }
}

describe('[F-06] what is asked', () => {
  test('is as many of what somebody has answered as the policy asks, in their language, and the same however often it is read', async () => {
    const { asked } = somebody({ language: 'de-AT' })
    const shown = await asked()
    expect(shown).toHaveLength(4)
    expect(shown.every(({ id, text }) => text === `Was war ${id}?`)).toBe(true)
    expect(await asked()).toEqual(shown)
    expect(await somebody({ begunAt: NOW + 60_000 }).asked()).toEqual(await somebody().asked())
  })

  test('is what is retired too, and never what is no more in the list', async () => {
    const all = await somebody({ asked: 5 }).asked()
    expect(all.map(({ id }) => id).toSorted()).toEqual(['boss', 'film', 'pool', 'street', 'toy'])
  })

  test('is nothing where too little was answered, where it does not count yet, and where somebody said that it was not them', async () => {
    const none = [
      somebody({ answered: ['pool', 'boss', 'film', 'gone'] }), somebody({ frozen: true }), somebody({ person: null }),
      somebody({ entrance: 'portal-outside', outsideFrom: NOW + DAY }),
    ]
    for (const { asked } of none) expect(await asked()).toEqual([])
    for (const { judge } of none.slice(0, 2)) expect(await judge('Ostsee', 'Babbage', 'Metropolis', 'Jena')).toBe('unanswered')
    expect(await somebody({ entrance: 'portal-inside', outsideFrom: NOW + DAY }).asked()).toHaveLength(4)
  })
})

describe('[F-06] the answers', () => {
  test('are right when as many as the policy asks are, in their places, however they are typed', async () => {
    const { asked, judge } = somebody()
    const right = (await asked()).map(({ id }) => rights.get(id) ?? '')
    expect(await judge(...right.map((text) => ` ${text.toUpperCase()}!`))).toBe('right')
    expect(await judge(...right.slice(0, 3), 'wrong')).toBe('right')
    expect(await judge('', ...right.slice(1)), 'one is left out').toBe('right')
    expect(await judge('', ...right.slice(1, 3), '')).toBe('wrong')
    expect(await judge('', '', '', '')).toBe('wrong')
    expect(await judge(...right.slice(0, 2), 'wrong', 'wrong')).toBe('wrong')
    expect(await judge(...right.toReversed())).toBe('wrong')
    expect(await judge(...right.slice(0, 2))).toBe('wrong')
    expect(await somebody().nothing()).toBe('wrong')
  })

  test('are all hashed, whatever was given, and as many for somebody who does not exist', async () => {
    const { asked, judge, nothing } = somebody()
    const right = (await asked()).map(({ id }) => rights.get(id) ?? '')
    hashed.splice(0)
    for (const typed of [right, ['x'], ['x', 'y', 'z', 'w', 'v', 'u']]) await judge(...typed)
    await nothing()
    expect(await somebody({ person: null }).judge('a', 'b', 'c', 'd')).toBe('wrong')
    expect(hashed).toEqual([4, 4, 4, 4, 4])
  })

  test('a wrong one more never helps, and right ones are never too many', async () => {
    const numbers = fc.record({ asked: fc.integer({ min: 3, max: 5 }), correct: fc.integer({ min: 3, max: 5 }) }).filter(({ asked, correct }) => correct <= asked)
    await fc.assert(fc.asyncProperty(numbers, fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }), fc.nat({ max: 4 }), async ({ asked, correct }, knows, at) => {
      const one = somebody({ asked, correct })
      const right = (await one.asked()).map(({ id }) => rights.get(id) ?? '')
      const typed = right.map((text, index) => (knows[index] ? text : 'wrong'))
      const verdict = await one.judge(...typed)
      const known = typed.filter((text) => text !== 'wrong').length
      expect(verdict).toBe(known >= correct ? 'right' : 'wrong')
      const spoilt = await one.judge(...typed.map((text, index) => (index === at % asked ? 'wrong' : text)))
      if (verdict === 'wrong') expect(spoilt).toBe('wrong')
    }), { numRuns: runs(60) })
  })
})
