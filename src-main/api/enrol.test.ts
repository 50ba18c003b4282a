import { beforeEach, describe, expect, test } from 'vitest'
import { problem, Secret, VERSION_HEADER, type ProblemCode } from '@gatehouse/contract'
import type { Answer } from '../../client/answer.ts'
import { newSigner } from '../../client/device-proof.ts'
import { lines } from '../log/log.ts'
import { enrolling, enrollingBy, plainName } from './enrol.ts'
import { proven } from './proven.ts'
import type { Request } from './transport.ts'

let said: Request[]
let logged: string[]
let answer: () => Promise<Answer>

beforeEach(() => {
  said = []
  logged = []
})

const body = (status: number, what: unknown): Answer => ({ status, text: JSON.stringify(what), header: (name) => ({ [VERSION_HEADER]: '1', 'dpop-nonce': 'n' })[name] })
const refuse = (code: ProblemCode) => body(problem(code, 'SRV').status, problem(code, 'SRV-1'))
const enrol = async () => enrolling({
  proven: proven((request) => { said.push(request); return answer() }, 'https://reset.corp.example'), name: 'pc-7.corp.example', quote: () => 'OWN-1',
  log: lines((level, text) => logged.push(`${level} ${text}`)),
})(new Secret('the-code-of-the-group'), await newSigner())

const device = '7b0e3c52-0000-4000-8000-000000000001'

test('[S-07] the code goes to the server and nowhere else, with a proof of the key that is to be enrolled', async () => {
  answer = async () => body(200, { device })
  expect(await enrol()).toEqual({ device })
  const sent = JSON.parse(said[0]?.body ?? '') as { key: { x: string } }
  expect(sent).toEqual({ code: 'the-code-of-the-group', name: 'pc-7', key: { kty: 'EC', crv: 'P-256', x: expect.any(String) as string, y: expect.any(String) as string } })
  expect(Buffer.from(said[0]?.headers?.['dpop']?.split('.')[0] ?? '', 'base64url').toString()).toContain(sent.key.x)
  expect(logged).toEqual([])
})

test.each([
  ['enrolment-refused', 'refused'], ['too-many-tries', 'later'], ['device-proof-refused', 'later'], ['server-busy', 'later'],
] as const)('%s means %s, and the number to quote is in the log', async (code, means) => {
  answer = async () => refuse(code)
  expect(await enrol()).toBe(means)
  expect(logged).toEqual([`warn enrolment-answered code="${code}" correlation="SRV-1"`])
})

test('no answer means later, and so does one that is no answer', async () => {
  answer = () => Promise.reject(new Error('net::ERR_NAME_NOT_RESOLVED'))
  expect(await enrol()).toBe('later')
  answer = async () => body(200, { device: 'an id that is none' })
  expect(await enrol()).toBe('later')
  expect(logged.join()).not.toContain('the-code')
})

describe('[S-06] where the launcher has the key', () => {
  const key = { kty: 'EC', crv: 'P-256', x: 'x'.repeat(43), y: 'y'.repeat(43) } as const
  let nonces: string[]
  beforeEach(() => { nonces = [] })
  const enrolBy = (proof: string | undefined = 'proof') => enrollingBy(
    async (nonce) => { nonces.push(nonce); return proof && `${proof}-${nonces.length}` },
    { proven: proven((request) => { said.push(request); return answer() }, 'https://reset.corp.example'), name: 'pc-7', quote: () => 'OWN-1', log: lines((level, text) => logged.push(`${level} ${text}`)) },
  )(new Secret('the-code'), key)

  test('[S-06] it makes the proof, with the nonce that the server said, which is asked what it is first', async () => {
    answer = async () => body(200, { device })
    expect(await enrolBy()).toEqual({ device })
    expect(said.map(({ path, headers }) => [path, headers?.['dpop']])).toEqual([['/v1/about', undefined], ['/v1/devices', 'proof-1']])
    expect(nonces).toEqual(['n'])
  })
  test('[S-06] and once more where that nonce is too old by then', async () => {
    let nonce = 1
    answer = async () => ({ ...(said.length === 2 ? refuse('nonce-needed') : body(200, { device })), header: (name) => ({ [VERSION_HEADER]: '1', 'dpop-nonce': `n-${nonce++}` })[name] })
    expect(await enrolBy()).toEqual({ device })
    expect(said.map(({ headers }) => headers?.['dpop'])).toEqual([undefined, 'proof-1', 'proof-2'])
    expect(new Set(nonces).size).toBe(2)
  })
  test('a server that takes no devices is not asked for it, nor is one that does not answer', async () => {
    answer = async () => ({ ...body(200, {}), header: (name) => ({ [VERSION_HEADER]: '1' })[name] })
    expect(await enrolBy()).toBe('later')
    answer = () => Promise.reject(new Error('net::ERR_NAME_NOT_RESOLVED'))
    expect(await enrolBy()).toBe('later')
    expect([said.map(({ method }) => method), nonces]).toEqual([['GET', 'GET'], []])
  })
})

test.each([
  ['PC-4711', 'PC-4711'], ['pc-4711.corp.example', 'pc-4711'], ['Ünser PC', 'nser-PC'], ['_', 'unnamed'], ['', 'unnamed'], ['a'.repeat(80), 'a'.repeat(63)], [`${'a'.repeat(62)}_b`, 'a'.repeat(62)],
])('a machine called %s is enrolled as %s', (name, plain) => expect(plainName(name)).toBe(plain))
