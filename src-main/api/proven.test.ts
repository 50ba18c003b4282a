import { beforeEach, describe, expect, test } from 'vitest'
import { problem, Secret, VERSION_HEADER, type ProblemCode } from '@gatehouse/contract'
import type { Answer } from '../../client/answer.ts'
import { newSigner, type Signer } from '../../client/device-proof.ts'
import { proven } from './proven.ts'
import type { Request } from './transport.ts'

const server = 'https://reset.corp.example'
let said: Request[]
let answers: Answer[]
let key: Signer

beforeEach(async () => {
  said = []
  answers = []
  key = await newSigner()
})

const answer = (status: number, body: unknown, nonce?: string, ours = true): Answer => ({
  status, text: JSON.stringify(body), header: (name) => (name === VERSION_HEADER && ours ? '1' : name === 'dpop-nonce' ? nonce : undefined),
})
const refused = (code: ProblemCode, nonce?: string) => answer(401, problem(code, 'SRV-1'), nonce)
const it = () => proven(async (request) => {
  said.push(request)
  return answers.shift() ?? answer(200, {}, 'n-0')
}, server)
const get: Request = { method: 'GET', path: '/v1/recoveries/current', signal: new AbortController().signal }
const claims = (request?: Request) => JSON.parse(Buffer.from(request?.headers?.['dpop']?.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>

describe('[S-06] a request', () => {
  test('[S-06] with a key carries a proof of it, and its token as one that is bound', async () => {
    await it().send(get, { token: new Secret('token'), key, ticket: 'the-ticket' })
    expect(said[0]?.headers).toEqual({ authorization: 'DPoP token', dpop: expect.any(String) as string, 'gatehouse-ticket': 'the-ticket' })
    expect(claims(said[0])).toMatchObject({ htm: 'GET', htu: 'https://reset.corp.example/v1/recoveries/current', ath: expect.any(String) as string })
  })
  test('without one is as it always was', async () => {
    await it().send(get, { token: new Secret('token') })
    await it().send(get, {})
    expect(said.map(({ headers }) => headers)).toEqual([{ authorization: 'Bearer token' }, {}])
  })
  test('[S-13] has the nonce of the answer before, whatever that answer was', async () => {
    const one = it()
    answers = [answer(200, {}, 'n-1'), answer(503, {}, 'n-2'), answer(200, {}, 'n-3')]
    for (let time = 0; time < 4; time++) await one.send(get, { key })
    expect(said.map((request) => claims(request)['nonce'])).toEqual([undefined, 'n-1', 'n-2', 'n-3'])
  })
})

describe('[S-13] a server that wants a newer nonce', () => {
  test('[S-13] is told once more, with it, and another proof', async () => {
    answers = [refused('nonce-needed', 'n-1'), answer(200, { ok: true }, 'n-1')]
    expect((await it().send({ ...get, body: 'the same' }, { key })).status).toBe(200)
    expect(said.map(({ body }) => body)).toEqual(['the same', 'the same'])
    expect([claims(said[0])['nonce'], claims(said[1])['nonce']]).toEqual([undefined, 'n-1'])
    expect(claims(said[0])['jti']).not.toBe(claims(said[1])['jti'])
  })
  test('[S-13] and wants one again and again is told twice and no more', async () => {
    answers = [refused('nonce-needed', 'n-1'), refused('nonce-needed', 'n-2')]
    expect((await it().send(get, { key })).status).toBe(401)
    expect(said).toHaveLength(2)
  })
  test.each([['gives none', undefined], ['gives nonsense', 'a "b"'], ['gives one without end', 'n'.repeat(101)]])('and %s is told once', async (_what, nonce) => {
    answers = [refused('nonce-needed', nonce)]
    expect((await it().send(get, { key })).status).toBe(401)
    expect(said).toHaveLength(1)
  })
  test('and refuses for any other reason is told once', async () => {
    answers = [refused('device-proof-refused', 'n-1')]
    await it().send(get, { key })
    expect(said).toHaveLength(1)
  })
  test('is not believed where it is not ours: a proxy has pages of its own', async () => {
    answers = [answer(401, problem('nonce-needed', 'x'), 'n-1', false)]
    await it().send(get, { key })
    expect(said).toHaveLength(1)
  })
})

test('whether the server takes devices is known by its answers, and not by those of others', async () => {
  const one = it()
  expect(one.takesDevices()).toBeUndefined()
  answers = [answer(502, {}, 'n-9', false), answer(200, {}, 'n-1'), answer(200, {}), answer(500, {}, 'n-2')]
  const known: unknown[] = []
  for (let time = 0; time < 4; time++) {
    await one.send(get, {})
    known.push(one.takesDevices())
  }
  expect(known).toEqual([undefined, true, false, true])
})
