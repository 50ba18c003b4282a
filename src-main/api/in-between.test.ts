import { createServer, type ServerResponse } from 'node:http'
import { once } from 'node:events'
import type { ProblemCode } from '@gatehouse/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inBetween } from './in-between.ts'

let answer: (response: ServerResponse) => void
const asked: string[] = []
const server = createServer((request, response) => {
  asked.push(`${request.method ?? ''} ${request.url ?? ''}`)
  answer(response)
})
let page = ''
beforeAll(async () => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  page = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/gatehouse-K7M2-9XQD`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})
const still = new AbortController().signal
const found = (cause: ProblemCode = 'certificate-not-trusted') => inBetween((input, init) => fetch(input, init), page)(cause, still)
const says = (status: number, headers = {}, body = '') => { answer = (response) => void response.writeHead(status, headers).end(body) }

test.each<[string, boolean, number, object]>([
  ['a page that nobody can have', true, 200, { 'content-type': 'text/html' }],
  ['a redirect to somebody else', true, 302, { location: 'http://login.hotel.example/' }],
  ['a network that says so itself', true, 511, {}],
  ['no such page', false, 404, {}],
  ["a redirect to the server's own https address", false, 301, { location: 'https://127.0.0.1/gatehouse' }],
  ['a redirect within the server', false, 302, { location: '/login' }],
  ['a redirect to nowhere', false, 302, {}],
  ['a proxy without a way', false, 502, {}],
])('[S-05] %s: a captive portal is %s', async (_what, is, status, headers) => {
  says(status, headers, '<h1>Welcome</h1>')
  expect(await found()).toBe(is ? 'captive-portal' : 'certificate-not-trusted')
})

test('[S-05] a body without end is not read, and no answer is none', async () => {
  answer = (response) => { response.writeHead(200); response.write('x') }
  expect(await found()).toBe('captive-portal')
  answer = (response) => void response.destroy()
  expect(await found()).toBe('certificate-not-trusted')
})

test('[S-05] nobody is asked where the cause leaves no doubt', async () => {
  asked.length = 0
  says(200)
  for (const cause of ['no-network', 'name-not-found', 'proxy-sign-in', 'client-fault'] as const) expect(await found(cause)).toBe(cause)
  expect(asked).toEqual([])
  for (const cause of ['server-unreachable', 'timed-out', 'not-our-server', 'certificate-date'] as const) expect(await found(cause)).toBe('captive-portal')
  expect(new Set(asked)).toEqual(new Set(['GET /gatehouse-K7M2-9XQD']))
})

test('[S-05 F-29] a proxy that lets nothing through says itself whether it wants a sign-in', async () => {
  // Node's fetch gives no such answer to anybody; Chromium's does (test/e2e/proxy.test.ts).
  const wants = () => Promise.resolve(new Response('sign in', { status: 407 }))
  expect(await inBetween(wants, page)('proxy-unreachable', still)).toBe('proxy-sign-in')
  expect(await inBetween(wants, page)('server-unreachable', still)).toBe('server-unreachable')
  for (const status of [200, 302, 403, 511]) {
    says(status, { location: 'http://proxy.corp.example/' })
    expect(await found('proxy-unreachable')).toBe('proxy-unreachable')
  }
})
