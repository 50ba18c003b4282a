import { beforeEach, describe, expect, test } from 'vitest'
import { Secret } from '@gatehouse/contract'
import { lines } from '../log/log.ts'
import { credentialsInMemory, StoreFailed, type Credentials } from '../secrets/credentials.ts'
import type { EnrolmentAnswer } from './enrolment.ts'
import { keepIn } from './keep.ts'
import { keptDevice } from './kept-device.ts'
import { thumbprintOf } from '../../client/device-proof.ts'

const server = 'https://reset.corp.example'
let credentials: Credentials
let logged: string[]
let answer: EnrolmentAnswer

beforeEach(() => {
  credentials = credentialsInMemory()
  logged = []
  answer = { device: '7b0e3c52-0000-4000-8000-000000000001' }
})

const startedWith = (code: Secret | undefined, over: Credentials = credentials) => keptDevice({
  server, keep: keepIn(over, server), code, ask: async () => answer, log: lines((level, text) => logged.push(`${level} ${text}`)),
})
const started = (code = 'code-1', over?: Credentials) => startedWith(new Secret(code), over)
const read = (part = '') => JSON.parse(Buffer.from(part, 'base64url').toString()) as { seq: number; jkt: string; kid: string }
const numberOf = (ticket = '') => read(ticket.split('.')[1]).seq

describe('[S-06] a device hands out', () => {
  test('[S-06] a ticket for a key of its own each time, with a greater number each time, at each start too', async () => {
    const device = started()
    const [one, two] = [await device.next(), await device.next()]
    const three = await started().next()
    expect([one, two, three].map((handed) => numberOf(handed?.ticket))).toEqual([1, 2, 3])
    expect(new Set([one, two, three].map((handed) => handed?.key.key.x)).size).toBe(3)
    expect(read(one?.ticket.split('.')[0]).kid).toBe('7b0e3c52-0000-4000-8000-000000000001')
    expect(read(one?.ticket.split('.')[1]).jkt).toBe(await thumbprintOf(one?.key.key ?? { kty: 'EC', crv: 'P-256', x: '', y: '' }))
  })
  test('[S-06] no number twice, to two who ask at once neither', async () => {
    const device = started()
    const both = await Promise.all([device.next(), device.next()])
    expect(both.map((handed) => numberOf(handed?.ticket)).sort()).toEqual([1, 2])
  })
  test('[S-06] nothing while its number cannot be written, and never the number that it tried', async () => {
    await started().next()
    let taken = 0
    const full: Credentials = { ...credentials, setPassword: () => { taken += 1; return Promise.reject(new StoreFailed('broken')) } }
    expect(await started('code-1', full).next()).toBeUndefined()
    expect(taken).toBe(1)
    expect(logged.at(-1)).toBe('warn device-store-failed why="broken"')
  })
  test('nothing where it was never enrolled and has no code, and says nothing of it', async () => {
    expect(await startedWith(undefined).next()).toBeUndefined()
    expect(logged).toEqual([])
  })
  test('what it has, where its code was taken out of the settings', async () => {
    await started().next()
    expect(numberOf((await startedWith(undefined).next())?.ticket)).toBe(2)
  })
  test('nothing once the server counts it as none, until another code makes it known anew', async () => {
    const device = started()
    await device.next()
    device.countsAsNone()
    expect(await device.next()).toBeUndefined()
    expect(logged.at(-1)).toBe('warn device-counts-as-none')
    answer = { device: '7b0e3c52-0000-4000-8000-000000000002' }
    expect(numberOf((await started('code-2').next())?.ticket)).toBe(1)
  })
})

describe('the log says', () => {
  test('who it is, as much as finds it in the list, and never the code', async () => {
    await started('a-code-of-the-group').next()
    expect(logged).toEqual(['info device-enrolled device="7b0e3c52"'])
  })
  test.each([['refused', 'refused'], ['later', 'later']] as const)('that it could not be enrolled: %s', async (said, why) => {
    answer = said
    expect(await started().next()).toBeUndefined()
    expect(logged).toEqual([`warn device-not-enrolled why="${why}"`])
  })
  test.each(['absent', 'locked', 'empty', 'hangs', 'broken'] as const)('[S-06] that nothing is enrolled without a credential store: %s', async (why) => {
    const none: Credentials = { ...credentials, getPassword: () => Promise.reject(new StoreFailed(why)) }
    expect(await started('code-1', none).next()).toBeUndefined()
    expect(logged).toEqual([`warn device-store-failed why="${why}"`])
  })
  test('that its key is gone', async () => {
    await started().next()
    await keepIn(credentials, server).dropKey('a')
    expect(await started().next()).toBeUndefined()
    expect(logged.at(-1)).toBe('warn device-key-lost device="7b0e3c52"')
  })
  test('that what the store has is none of ours', async () => {
    await credentials.setPassword('Gatehouse device', server, Buffer.from('nonsense'))
    expect(await startedWith(undefined).next()).toBeUndefined()
    expect(logged).toEqual(['warn device-record-unreadable'])
  })
  test('[S-04] of an error of ours the place, never its words', async () => {
    const odd: Credentials = { ...credentials, getPassword: () => Promise.reject(new TypeError('MIGHAgEAMBMGByqGSM49')) }
    expect(await started('code-1', odd).next()).toBeUndefined()
    expect(logged.join()).toMatch(/^error bug kind="TypeError"/u)
    expect(logged.join()).not.toContain('MIGH')
  })
})
