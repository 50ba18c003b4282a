import { type Input, type OperationName, operationNames, operations } from '@gatehouse/contract'
import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { onBothDatabases } from '../test/peers/databases.ts'
import { runs } from '../test/soak.ts'
import { type Answered, type Running, running } from './server.scenario.ts'
import type { Store } from './store/database.ts'

// What anybody may send, at every step of a recovery.

onBothDatabases(import.meta.url, (database) => {
  let store: Store
  let server: Running

  beforeAll(async () => { store = await database.open() })
  afterEach(() => server.close())
  afterAll(() => store.close())

  test('no body makes the server answer anything but a view or a problem, and never with a fault of its own', async () => {
    server = await running(store)
    const posting = operationNames.filter((name) => operations[name].method === 'POST')
    const field = fc.constantFrom('account', 'entrance', 'language', 'stepToken', 'answer', 'choice', 'password', '__proto__', 'constructor', 'x')
    const value = fc.oneof(
      fc.constantFrom('ada', 'CORP\\ada', '*', '\u0000', 'workstation', 'en', 'unlock', 'set-password', '123456', '\uD800', 'e\u0000n', 'en\uD800', 'x'.repeat(300)),
      fc.string({ unit: 'binary', maxLength: 300 }), fc.jsonValue({ maxDepth: 3 }))
    const choice = fc.oneof(fc.constantFrom('unlock', 'set-password'), value)
    const nearlyRight = fc.record({ account: value, language: value, stepToken: fc.oneof({ weight: 3, arbitrary: fc.constant(PRESENT) }, value), answer: value, choice, password: value })
    const body = fc.oneof(
      { weight: 6, arbitrary: nearlyRight.map((fields) => JSON.stringify(fields)) }, fc.dictionary(field, value).map((fields) => JSON.stringify(fields)),
      fc.json(), fc.string({ unit: 'binary', maxLength: 100 }), fc.constantFrom('', '{', '[[', '"', 'null', '1e999', '{"__proto__":{}}'))

    const steps = {
      'code': ['answer', 'sendAgain', 'pickWay'], 'ways': ['pickWay'], 'choice': ['choose'], 'new-password': ['setPassword', 'reconsider'],
    } as const satisfies Record<string, readonly OperationName[]>
    const call = fc.constantFrom('code', 'choice', 'new-password').chain((step) =>
      fc.record({ step: fc.constant(step), name: fc.oneof(fc.constantFrom<OperationName>(...steps[step]), fc.constantFrom(...posting)) }))
    // What stands in front of the database is the same for both.
    const bodies = runs(store.kind === 'postgresql' ? 200 : 50)
    let present = await server.begin('ada')
    const moved = new Set<OperationName>()
    await fc.assert(fc.asyncProperty(call, body, async ({ step, name }, text) => {
      if (present.view.step.kind !== step) present = await (step === 'code' ? server.begin('ada') : step === 'choice' ? server.proven('ada') : atNewPassword(server))
      // `send` itself parses each answer as a view or a problem, and fails when it is neither.
      const { status, view } = await server.send(name, present.token, text.replace(PRESENT, present.view.stepToken))
      expect(status).toBeLessThan(500)
      if (!view || name === 'begin') return
      if (view.stepToken !== present.view.stepToken) moved.add(name)
      present = { token: present.token, view }
    }), { numRuns: bodies })
    // Bodies came as far as the steps themselves, not only to the token in front of them.
    if (bodies >= 200) expect([...moved]).toEqual(expect.arrayContaining(['answer', 'choose', 'setPassword', 'reconsider']))
  })

  test('every operation is answered at every step, and what does not belong to the step is refused', async () => {
    server = await running(store, { directory: { unlock: async () => {} } })
    const states = {
      'code': () => server.begin('nobody'),
      'choice': () => server.proven('ada'),
      'new-password': () => atNewPassword(server),
      'done': () => unlocked(server),
      'ended': () => cancelled(server),
    }
    const inputs: { readonly [N in OperationName]: (stepToken: string) => Input<N> } = {
      about: () => ({}), branding: () => ({}), read: () => ({}), extend: () => ({}), cancel: () => ({}),
      begin: () => ({ account: 'ada', language: 'en' }),
      answer: (stepToken) => ({ stepToken, answer: '1' }), follow: () => ({ mark: 'another' }), sendAgain: (stepToken) => ({ stepToken }), pickWay: (stepToken) => ({ stepToken, way: 'email' }), choose: (stepToken) => ({ stepToken, choice: 'unlock' }),
      reconsider: (stepToken) => ({ stepToken }), setPassword: (stepToken) => ({ stepToken, password: 'x' }),
    }
    const own: Record<keyof typeof states, readonly OperationName[]> = {
      'code': ['answer'], 'choice': ['choose'], 'new-password': ['setPassword', 'reconsider'], 'done': [], 'ended': [],
    }
    const anywhere: readonly OperationName[] = ['about', 'branding', 'begin', 'read', 'follow', 'extend', 'cancel']
    for (const [state, reach] of Object.entries(states)) {
      for (const name of operationNames) {
        const { token, view } = await reach()
        expect(view.step.kind).toBe(state)
        const { status, problem } = await server.call(name, token, inputs[name](view.stepToken))
        const belongs = anywhere.includes(name) || Object.entries(own).some(([at, names]) => at === state && names.includes(name))
        expect([state, name, status, problem?.code]).toEqual([state, name, ...(belongs ? [200, undefined] : [409, 'not-possible-now'])])
      }
    }
  })
})

/** Stands in a body for the token of the present step. */
const PRESENT = 'the token of the present step'

async function atNewPassword(server: Running) {
  const { token, view } = await server.proven('ada')
  return { token, view: viewIn(await server.call('choose', token, { stepToken: view.stepToken, choice: 'set-password' })) }
}

async function unlocked(server: Running) {
  const { token, view } = await server.proven('ada')
  return { token, view: viewIn(await server.call('choose', token, { stepToken: view.stepToken, choice: 'unlock' })) }
}

async function cancelled(server: Running) {
  const { token } = await server.begin('ada')
  return { token, view: viewIn(await server.call('cancel', token, {})) }
}

const viewIn = ({ view, text }: Answered) => view ?? expect.fail(text)
