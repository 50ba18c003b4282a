import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Fields } from '../log/redact.ts'
import type { Target } from './controllers.ts'
import { lineOfSight, noDomain, workstationOf } from './line-of-sight.ts'

const log = { info: (event: string, fields?: Fields) => void said.push([event, fields?.['controller']]), warn() {}, error() {} }
let said: unknown[] = []
let clock = 0
const targets = [{ host: 'dc1', port: 389 }, { host: 'dc2', port: 389 }]
const never = () => new Promise<never>(() => {})

function looking(connect: (target: Target, signal: AbortSignal) => Promise<void>, find: () => Promise<Target[]> = () => Promise.resolve(targets)) {
  return lineOfSight({ find, connect, elapsed: () => clock, log })
}

beforeEach(() => { vi.useFakeTimers(); said = []; clock = 0 })
afterEach(() => void vi.useRealTimers())

test('one that answers is enough, and those that do not are let go', async () => {
  let dropped = 0
  const sight = looking(({ host }, signal) => {
    if (host === 'dc2') return Promise.resolve()
    signal.addEventListener('abort', () => { dropped += 1 })
    return never()
  })
  expect(await sight.look()).toEqual({ controller: 'reached', host: 'dc2' })
  expect(dropped).toBe(1)
})

test.each<[string, Parameters<typeof looking>]>([
  ['all refuse', [() => Promise.reject(new Error('ECONNREFUSED'))]],
  ['no name is found', [() => Promise.resolve(), () => Promise.reject(new Error('ENOTFOUND'))]],
  ['DNS names nobody', [() => Promise.resolve(), () => Promise.resolve([])]],
])('%s: not reached', async (_, [connect, find]) => {
  expect(await looking(connect, find).look()).toEqual({ controller: 'not-reached' })
})

test.each<[string, Parameters<typeof looking>]>([['a firewall swallows everything', [never]], ['DNS does not answer', [never, never]]])('%s: after four seconds not reached', async (_, [connect, find]) => {
  const sight = looking(connect, find).look()
  await vi.advanceTimersByTimeAsync(4000)
  expect(await sight).toEqual({ controller: 'not-reached' })
})

test('names that come when its time is up are not connected to: nobody would end those connections', async () => {
  let tried = 0
  const sight = looking(() => { tried += 1; return never() }, () => new Promise((resolve) => { setTimeout(resolve, 5000, targets) })).look()
  await vi.advanceTimersByTimeAsync(6000)
  expect([await sight, tried]).toEqual([{ controller: 'not-reached' }, 0])
})

test('however often it is asked, it looks once in five seconds; a change is in the log, a state that goes on is not', async () => {
  let there = false
  let looks = 0
  const sight = looking(() => {
    looks += 1
    return there ? Promise.resolve() : Promise.reject(new Error('ECONNREFUSED'))
  }, () => Promise.resolve(targets.slice(0, 1)))
  await Promise.all([sight.look(), sight.look()])
  clock = 5000
  await sight.look()
  there = true
  clock = 9999
  expect(await sight.look()).toEqual({ controller: 'not-reached' })
  clock = 10_000
  expect(await sight.look()).toMatchObject({ controller: 'reached' })
  expect(looks).toBe(3)
  expect(said).toEqual([['line-of-sight', 'not-reached'], ['line-of-sight', 'reached']])
})

test('a machine that nobody told its domain says nothing', async () => {
  expect(await noDomain.look()).toEqual({ controller: 'unknown' })
})

test.each([['PC-0815', 'PC-0815'], ['pc-0815.corp.example', 'pc-0815'], ['A-NAME-THAT-IS-LONGER', 'A-NAME-THAT-IS-'], ['Büro 7', undefined], ['', undefined]])('of a machine called "%s" the server is told the name %s', (host, name) => {
  expect(workstationOf(host, 'Berlin', { controller: 'reached', host: 'dc1' })).toEqual({ ...(name !== undefined && { name }), site: 'Berlin', controller: 'dc1' })
})

test('a site and a controller that the contract would refuse are not told: the server would refuse the beginning for them', () => {
  expect(workstationOf('PC-1', 'Zürich', { controller: 'reached', host: '_dc1.corp.example' })).toEqual({ name: 'PC-1' })
})
