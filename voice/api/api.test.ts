import { request } from 'node:http'
import { json as jsonOf } from 'node:stream/consumers'
import { LanguageTag, Secret } from '@gatehouse/contract'
import * as v from 'valibot'
import { afterAll, beforeAll, expect, it, test } from 'vitest'
import { createLog } from '../../groundwork/log/log.ts'
import { createCalls } from '../calls.ts'
import { type Listening, listen } from '../listener.ts'
import { readPrompts } from '../prompts.ts'
import type { Heard } from '../provider.ts'
import { api } from './api.ts'

const key = new Secret('c2VydmVyIGtleSBvZiB0aGlydHktdHdvIGJ5dGVzIQ==')
const call = { id: 'call-1', to: '+491713920011', language: 'de', company: 'Example Corp', keysWanted: 'digits', ringSeconds: 30 }
const said: string[] = []
const lines: string[] = []
let heard: (what: Heard) => void = () => {}
let place: Listening
let broken = false

beforeAll(async () => {
  const log = createLog('debug', (line) => void lines.push(line))
  const provider = {
    name: 'scripted',
    place: async (_: unknown, tell: typeof heard) => {
      heard = tell
      return { fate: 'taken' as const, line: { say: (verdict: string) => void said.push(verdict), hangUp: () => void said.push('hang-up'), ask: async () => {} } }
    },
    check: async () => {},
    close: async () => {},
  }
  const calls = createCalls({ providers: [provider], promptsFor: readPrompts().promptsFor, log, most: 10, times: { verdict: 1000, quiet: 1000, talk: 1000, grace: 1000, poll: 30 } })
  place = await listen({ host: '127.0.0.1', port: 0 }, 100, api({ calls, key, log, check: async () => { if (broken) throw new Error('the line is down') } }))
})
afterAll(() => place.close())

async function ask(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(`${place.url}${path}`, {
    method, headers: { authorization: `Bearer ${key.reveal()}`, ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  return { status: response.status, body: await response.json() as unknown, allow: response.headers.get('allow') }
}

it('places, tells, takes a verdict and hangs up', async () => {
  expect(await ask('POST', '/v1/calls', call)).toMatchObject({ status: 200, body: { fate: 'taken' } })
  expect(await ask('GET', '/v1/calls/call-1/heard?after=0')).toMatchObject({ status: 200, body: { heard: [] } })
  heard({ what: 'answered' })
  heard({ what: 'keys', keys: new Secret('42') })
  expect(await ask('GET', '/v1/calls/call-1/heard?after=0')).toMatchObject({ body: { heard: [{ n: 1, what: 'answered' }, { n: 2, what: 'keys', keys: '42' }] } })
  expect(await ask('POST', '/v1/calls/call-1/verdict', { n: 2, verdict: 'right' })).toMatchObject({ status: 200, body: { said: true } })
  expect(await ask('POST', '/v1/calls/call-1/verdict', { n: 2, verdict: 'right' })).toMatchObject({ status: 200, body: { said: false } })
  expect(await ask('DELETE', '/v1/calls/call-1')).toMatchObject({ status: 200 })
  expect(said).toEqual(['right', 'hang-up'])
})

it('says whether a call could be made', async () => {
  expect(await ask('GET', '/v1/check')).toMatchObject({ status: 200, body: { ok: true } })
  broken = true
  expect(await ask('GET', '/v1/check')).toMatchObject({ status: 200, body: { ok: false, why: 'the line is down' } })
})

test.each([
  ['none', {}], ['another', { authorization: 'Bearer c2VydmVyIGtleSBvZiB0aGlydHktdHdvIGJ5dGVzIA==' }], ['the right one, shown otherwise', { authorization: `Basic ${key.reveal()}` }], ['no word', { authorization: 'Bearer' }],
])('nobody is told anything without the key: %s', async (_, headers) => {
  for (const path of ['/v1/calls', '/v1/calls/call-1/heard', '/nowhere']) {
    const response = await fetch(`${place.url}${path}`, { headers })
    expect([response.status, await response.text()]).toEqual([401, '{"status":401,"title":"the key is missing or another"}'])
  }
})

it('calls in every language that the contract knows: what has none of it is spoken in English', async () => {
  const languages = ['de', 'zh-Hant-TW', 'sl-Latn-IT-rozaj-1994-x-home']
  for (const [index, language] of languages.entries()) {
    expect(v.is(LanguageTag, language)).toBe(true)
    expect(await ask('POST', '/v1/calls', { ...call, id: `tag-${index}`, language })).toMatchObject({ status: 200, body: { fate: 'taken' } })
  }
  expect(await ask('POST', '/v1/calls', { ...call, id: 'tag', language: 'de_DE' })).toMatchObject({ status: 400, body: { title: 'language must be a language tag like de or de-CH' } })
})

test.each<[string, unknown, number, string]>([
  ['no JSON', '{', 400, 'the body must be JSON in UTF-8'],
  ['a text', '"call"', 400, 'the body is of another kind'],
  ['a name of a person', { ...call, person: 'Ada' }, 400, 'the body must hold no other names than the documented ones'],
  ['no id', { ...call, id: undefined }, 400, 'id is missing'],
  ['an odd id', { ...call, id: '../x' }, 400, 'id must be 1 to 100 letters, digits, dots, hyphens and underscores'],
  ['no number', { ...call, to: '0171 3920011' }, 400, 'to must be a number in E.164, like +491713920011'],
  ['an address', { ...call, to: 'sip:ada@corp.example' }, 400, 'to must be a number in E.164, like +491713920011'],
  ['a company of markup and control characters', { ...call, company: 'Example\u0000' }, 400, 'company must be 1 to 200 letters, without control characters'],
  ['other keys', { ...call, keysWanted: 'all' }, 400, 'keysWanted must be digits or pound'],
  ['rings for ever', { ...call, ringSeconds: 1e9 }, 400, 'ringSeconds must be a whole number of seconds from 10 to 120'],
  ['too long', { ...call, company: 'x'.repeat(5000) }, 413, 'the body must have at most 4096 bytes'],
  ['the same id for another number', { ...call, to: '+491713920012' }, 409, 'that id was given to another call'],
])('what is wrong with a call is said, and nothing of it repeated: %s', async (_, body, status, title) => {
  expect(await ask('POST', '/v1/calls', body)).toMatchObject({ status, body: { status, title } })
})

test.each<[string, string, unknown, number]>([
  ['GET', '/v1/calls', undefined, 405], ['PUT', '/v1/calls/call-1', {}, 405], ['POST', '/v1/calls/call-1/heard', {}, 405], ['GET', '/v1/calls/call-1/verdict', undefined, 405], ['POST', '/v1/check', {}, 405],
  ['GET', '/v2/calls', undefined, 404], ['GET', '/v1/calls/call-1/keys', undefined, 404], ['GET', '/v1/people', undefined, 404], ['GET', '/v1/calls/other/heard', undefined, 404],
  ['POST', '/v1/calls/other/verdict', { n: 1, verdict: 'right' }, 404], ['DELETE', '/v1/calls/other', undefined, 404],
  ['GET', '/v1/calls/call-1/heard?after=-1', undefined, 400], ['POST', '/v1/calls/call-1/verdict', { n: 0, verdict: 'right' }, 400], ['POST', '/v1/calls/call-1/verdict', { n: 1, verdict: 'maybe' }, 400],
])('%s %s %j: %i', async (method, path, body, status) => {
  const answer = await ask(method, path, body)
  expect(answer).toMatchObject({ status, body: { status } })
  expect(answer.allow !== null).toBe(status === 405)
})

it('takes no body that is no JSON by its name, nor one that never says how long it is', async () => {
  expect(await ask('POST', '/v1/calls', JSON.stringify(call), { 'content-type': 'text/plain' })).toMatchObject({ status: 415 })
  const endless = request(`${place.url}/v1/calls`, { method: 'POST', headers: { 'authorization': `Bearer ${key.reveal()}`, 'content-type': 'application/json', 'transfer-encoding': 'chunked' } })
  endless.on('error', () => undefined)
  const answered = new Promise<unknown>((resolve) => endless.once('response', (response) => resolve(jsonOf(response))))
  endless.write('x'.repeat(5000))
  expect(await answered).toMatchObject({ status: 413 })
  endless.destroy()
})

it('neither number nor keys nor the key are in the log', () => {
  expect(lines.join('')).toContain('what became of placing a call')
  expect(lines.join('')).not.toMatch(/392001|"42"|c2VydmVy/u)
})
