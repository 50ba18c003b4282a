import { Secret } from '@gatehouse/contract'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as v from 'valibot'
import { runs } from '../../test/soak.ts'
import { QuestionsSection } from '../policy/sections/questions.ts'
import { type AnswerHashes, answerHashes } from './hashes.ts'
import { fairLanes } from './lanes.ts'
import { weeklyOrder } from './pick.ts'
import { registeredAnswers } from './registered-answers.ts'

const key = new Secret(Buffer.alloc(32, 7).toString('base64'))
// As light as RFC 9106 §3.1 allows: what is tried here is what is hashed, not how.
const light = answerHashes({ lanes: fairLanes({ lanes: 1, patience: 60_000, elapsed: () => performance.now() }), effort: { memory: 8, passes: 1, lanes: 1 } })
const WEEK = 7 * 86_400_000
const ids = Array.from({ length: 20 }, (_, index) => `question-${index}`)
const list = { language: 'en', questions: ids.map((id, index) => ({ id, retired: index === 3, text: { en: `What is number ${index} in the attic?`, de: `Was ist Nummer ${index} auf dem Boden?` } })) }

function registering(section: Partial<QuestionsSection> = {}) {
  const hashed: string[] = []
  const hashes: AnswerHashes = { ...light, make: (who, answers) => { hashed.push(...answers.map((answer) => answer.reveal())); return light.make(who, answers) } }
  const answers = registeredAnswers({ list: () => list, section: () => ({ ...v.parse(QuestionsSection, {}), ...section }), company: () => ['Contoso'], hashes, order: weeklyOrder(key) })
  const take = (...given: string[]) => answers.take('ada', given.map((answer, index) => ({ question: `question-${index < 3 ? index : index + 1}`, answer: new Secret(answer) })), ['Ada Lovelace'])
  return { ...answers, take, hashed }
}

test('[F-06] what can be answered is kept hashed, all of it or nothing', async () => {
  const { take, hashed } = registering()
  expect(await take('Ostsee', 'Babbage', 'Metropolis', 'Teddy', 'Jena')).toEqual({ kept: [0, 1, 2, 4, 5].map((id) => ({ question: `question-${id}`, value: expect.any(Secret) as unknown })) })
  expect(hashed).toHaveLength(5)
})

test('[F-06] what is refused is never hashed, and neither is anything that was given with it', async () => {
  const good = fc.constantFrom('Ostsee', 'Babbage', 'Metropolis', 'Teddy', 'Jena', '京都', 'Байкал', 'كتاب')
  const bad = fc.constantFrom('abc', '', '123', 'Ada', 'contoso', 'attic', 'aaa', 'x'.repeat(90))
  await fc.assert(fc.asyncProperty(fc.uniqueArray(good, { minLength: 4, maxLength: 7 }), bad, fc.nat({ max: 7 }), async (fine, wrong, at) => {
    const { take, hashed } = registering()
    const result = await take(...fine.slice(0, at), wrong, ...fine.slice(at))
    expect(result).toMatchObject({ refused: [{ question: expect.any(String) as unknown, why: expect.any(String) as unknown }] })
    expect(hashed).toEqual([])
  }), { numRuns: runs(50) })
})

test('fewer than are needed are not kept', async () => {
  const { take, hashed, needed } = registering({ required: 4 })
  expect(needed()).toBe(4)
  expect(await take('Ostsee', 'Babbage', 'Metropolis')).toEqual({ refused: [] })
  expect(hashed).toEqual([])
})

test('[F-06] somebody can pick from as many as the policy shows, always the same ones, in their language, and from none that is retired', () => {
  const { offered } = registering()
  const shown = offered('ada', 'de-CH')
  expect(shown).toHaveLength(10)
  expect(shown[0]?.text).toMatch(/^Was ist Nummer/u)
  expect(offered('ada', 'de-CH')).toEqual(shown)
  expect(offered('ben', 'de-CH').map(({ id }) => id)).not.toEqual(shown.map(({ id }) => id))
  const people = Array.from({ length: 200 }, (_, index) => offered(`person ${index}`, 'en').map(({ id }) => id)).flat()
  expect(people).not.toContain('question-3')
  // Each is offered to about half of the people.
  expect(Math.min(...ids.filter((id) => id !== 'question-3').map((id) => people.filter((one) => one === id).length))).toBeGreaterThan(70)
})

test('[F-06] what is asked stays for a week, and one more or less leaves the others in their order', () => {
  const order = weeklyOrder(key)
  const first = order('ada', ids, 10 * WEEK)
  expect(order('ada', ids.toReversed(), 11 * WEEK - 1)).toEqual(first)
  expect(order('ada', ids, 11 * WEEK)).not.toEqual(first)
  expect(order('ada', ids.slice(1), 10 * WEEK)).toEqual(first.filter((id) => id !== ids[0]))
  expect(weeklyOrder(new Secret(Buffer.alloc(32, 8).toString('base64')))('ada', ids, 10 * WEEK)).not.toEqual(first)
})
