import { expect, test } from 'vitest'
import { isBusy } from './busy.ts'
import { authorized, handlers, problemIn, testServer, view } from './http/http-server.scenario.ts'
import { fairLanes } from './questions/lanes.ts'
import { StoreProblem, type StoreProblemKind } from './store/problem.ts'

const answering = { method: 'POST', url: '/v1/recoveries/current/answers', headers: authorized, body: { stepToken: 'step-1', answer: ['Metropolis'] } } as const

test('where answers would wait longer to be hashed than anybody waits, the server says that it is busy, and to try again; whoever waits already is answered', async () => {
  const { inTurn } = fairLanes({ lanes: 1, patience: 10, elapsed: () => 0 })
  const [begun, hashed] = [Promise.withResolvers<void>(), Promise.withResolvers<typeof view>()]
  const hash = () => {
    begun.resolve()
    return hashed.promise
  }
  const answer = async () => (await inTurn('ada', [hash]))[0] ?? view
  const { app, lines } = testServer({ isBusy, handlers: { ...handlers, answer } })
  const first = app.inject(answering).then(({ statusCode }) => statusCode)
  await begun.promise
  const second = await app.inject(answering)
  expect([second.statusCode, problemIn(second.body).code]).toEqual([503, 'server-busy'])
  expect(lines.join('')).toContain('too many answers wait to be hashed')
  hashed.resolve(view)
  expect(await first).toBe(200)
  expect((await app.inject(answering)).statusCode).toBe(200)
})

test.each<[StoreProblemKind, number, string]>([
  ['unreachable', 503, 'server-busy'], ['busy', 503, 'server-busy'], ['failed', 500, 'unexpected'],
])('a store that is %s is answered with %i, %s', async (kind, status, code) => {
  const { app } = testServer({ isBusy, handlers: { ...handlers, answer: () => { throw new StoreProblem(kind, 'as the test wants') } } })
  const { statusCode, body } = await app.inject(answering)
  expect([statusCode, problemIn(body).code]).toEqual([status, code])
})
