import { Secret } from '@gatehouse/contract'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ranAgainst } from '../test/peers/journal.ts'
import { putEmptyDatabase } from '../test/world/empty-database.ts'
import { loadPolicy } from './policy/load.ts'
import { answerHashes } from './questions/hashes.ts'
import { fairLanes } from './questions/lanes.ts'
import { registrationKeys } from './registration/seal.ts'
import { config, type Running, running } from './server.scenario.ts'
import type { Store } from './store/database.ts'
import { openStore } from './store/open.ts'
import { storedRegistrations } from './store/registrations.ts'

// The questions gate behind a code by mail, over HTTP: what is kept is made here as registration makes it, with less effort.

const loaded = loadPolicy('version: 1\nworkflows: [{ name: Everybody, gates: [email-code, questions], needed: 2 }]\n', 'policy.yaml')
if (!loaded.ok) throw new Error('the policy of the test does not load')
const { policy } = loaded

const answers = new Map([['first-film', 'Metropolis'], ['cuddly-toy', 'Bär Müller'], ['first-boss', 'Babbage'], ['friends-street', 'Lindenallee'], ['learned-swimming', '京都の川']])
const { make } = answerHashes({ lanes: fairLanes({ lanes: 1, patience: 60_000, elapsed: () => performance.now() }), effort: { memory: 64, passes: 1, lanes: 1 } })

let folder: string
let store: Store
let server: Running
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gatehouse-questions-'))
  await putEmptyDatabase(folder)
  store = await openStore({ folder })
  ranAgainst(import.meta.url, `PGlite ${store.version}`)
  server = await running(store, { policy })
})
afterAll(async () => {
  await server.close()
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Puts answers where registration would. */
async function register(account: string, given: ReadonlyMap<string, string> = answers) {
  const person = await server.demo.find(account) ?? expect.fail('nobody of that name')
  const registrations = storedRegistrations({
    database: store.database, keys: registrationKeys(config.registrationKeys), tell: () => {}, enqueue: () => Promise.resolve(), log: { error: () => {} }, now: Date.now,
  })
  await registrations.reset(person, 0)
  const values = await make(person, [...given.values()].map((text) => new Secret(text)))
  const items = [...given.keys()].map((slot, index) => ({
    kind: 'answer' as const, slot, value: values[index] ?? expect.fail('hashed'), origin: 'self' as const, provedAt: 1, outsideFrom: 1, confirmedAt: 1,
  }))
  if (!(await registrations.put(await registrations.read(person), items))) expect.fail('not put')
}

/** Behind the code: where the questions are asked. */
async function atQuestions(account: string) {
  const { token, view } = await server.begin(account)
  expect(JSON.stringify(view), 'nothing of them is shown before').not.toContain('first-film')
  const next = (await server.call('answer', token, { stepToken: view.stepToken, answer: server.code() })).view
  return next?.step.kind === 'questions' ? { token, view: next, step: next.step } : expect.fail(`at ${next?.step.kind}`)
}
const rightTo = (questions: readonly { readonly id: string }[], typed = (text: string) => text) => questions.map(({ id }) => typed(answers.get(id) ?? expect.fail('asked what was never answered')))

describe('[F-06] questions behind a code by mail', () => {
  test('who answers them right, however they type it, comes to the choice; the same are asked again, in their language', async () => {
    await register('ada')
    const { token, view, step } = await atQuestions('ada')
    expect(step).toMatchObject({ correct: 3, triesLeft: 3 })
    expect(step.questions).toHaveLength(4)
    expect(step.questions.every(({ text }) => text.endsWith('?'))).toBe(true)
    expect((await server.call('read', token, {})).view?.step).toEqual(step)
    const again = await atQuestions('ada')
    expect(again.step.questions).toEqual(step.questions)
    const answer = rightTo(step.questions, (text) => ` ${text.replace('ü', 'ue').toUpperCase()}.`)
    const done = await server.call('answer', token, { stepToken: view.stepToken, answer: ['', ...answer.slice(1)] })
    expect(done.view?.step.kind).toBe('choice')
    expect((await server.call('answer', token, { stepToken: view.stepToken, answer })).problem?.code).toBe('step-used')
  })

  test('who does not is told no more than that, and after the last try it is over', async () => {
    await register('ada')
    const { token, view, step } = await atQuestions('ada')
    const wrong = [...rightTo(step.questions).slice(0, 2), 'Faust', 'Jena']
    const first = await server.call('answer', token, { stepToken: view.stepToken, answer: wrong })
    expect(first.view?.step).toEqual({ ...step, triesLeft: 2, error: 'answers-wrong' })
    const second = await server.call('answer', token, { stepToken: first.view?.stepToken ?? '', answer: rightTo(step.questions).toReversed() })
    expect(second.view?.step).toMatchObject({ triesLeft: 1, error: 'answers-wrong' })
    const third = await server.call('answer', token, { stepToken: second.view?.stepToken ?? '', answer: 'a single one' })
    expect(third.view?.step).toEqual({ kind: 'ended', reason: 'too-many-tries' })
  })

  test('who has registered too little is told so, and nothing opens the gate', async () => {
    await register('ada', new Map([...answers].slice(0, 3)))
    const { token, view, step } = await atQuestions('ada')
    expect(step.questions).toEqual([])
    const next = await server.call('answer', token, { stepToken: view.stepToken, answer: [...answers.values()].slice(0, 4) })
    expect(next.view?.step).toEqual({ ...step, error: 'not-judged' })
  })

  test('[S-04 S-19] no answer and nothing that is kept of one is in the log or, unsealed, in the database', async () => {
    await register('ada')
    const { token, view, step } = await atQuestions('ada')
    await server.call('answer', token, { stepToken: view.stepToken, answer: ['Planted-Answer', ...rightTo(step.questions).slice(1)] })
    const rows = await Promise.all(['recoveries', 'registrations', 'gatehouse_audit.entries'].map((table) => store.database.execute(`select cast(t.* as text) as row from ${table} t`)))
    const all = JSON.stringify(rows)
    expect(all, 'it is looked for where things are').toContain('first-film')
    for (const secret of ['Planted-Answer', 'planted', 'argon2id', ...answers.values()]) {
      expect(all).not.toContain(secret)
      expect(server.lines.join('\n')).not.toContain(secret)
    }
  })
})
