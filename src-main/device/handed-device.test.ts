import { beforeEach, describe, expect, test } from 'vitest'
import { Secret } from '@gatehouse/contract'
import type { PublicKey } from '@gatehouse/contract/devices'
import type { HandOver } from '../launcher/hand-over.ts'
import { lines } from '../log/log.ts'
import type { EnrolmentAnswer } from './enrolment.ts'
import { handedDevice } from './handed-device.ts'

const id = '7b0e3c52-0000-4000-8000-000000000001'
let key: PublicKey & { d: string }
let logged: string[]
let told: string[]
let asked: { code: string; key: PublicKey }[]
let answer: EnrolmentAnswer

beforeEach(async () => {
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify'])
  const { x = '', y = '', d = '' } = await crypto.subtle.exportKey('jwk', pair.privateKey)
  key = { kty: 'EC', crv: 'P-256', x, y, d }
  logged = []
  told = []
  asked = []
  answer = { device: id }
})

const device = (handed: HandOver['device'], code: string | null = 'the-code') => handedDevice({
  handed, code: code === null ? undefined : new Secret(code),
  ask: async (given, of) => {
    asked.push({ code: given.reveal(), key: of })
    return answer
  },
  enrolled: (device) => told.push(device),
  notEnrolled: (why) => told.push(why),
  log: lines((level, text) => logged.push(`${level} ${text}`)),
})
const withTicket = () => device({ id, ticket: 'a.b.c', key })
const machines = (): PublicKey => ({ kty: 'EC', crv: 'P-256', x: key.x, y: key.y })

describe('[S-06] a machine with a ticket', () => {
  test('[S-06] shows it, with its key, each time that somebody begins in this run', async () => {
    const it = withTicket()
    const [one, two] = [await it.next(), await it.next()]
    expect(one?.ticket).toBe('a.b.c')
    expect(two).toEqual(one)
    expect(one?.key.key).toEqual(machines())
  })
  test('[S-06] keeps nothing of the key that could be read', async () => {
    const handed = await withTicket().next()
    expect(JSON.stringify(handed)).not.toContain(key.d)
    expect(await handed?.key.sign(new Uint8Array(3))).toHaveLength(64)
  })
  test('[S-06] shows none any more once the server counts it as none, and never enrols', async () => {
    const it = withTicket()
    it.countsAsNone()
    expect(await it.next()).toBeUndefined()
    expect(asked).toEqual([])
    expect(logged).toEqual(['warn device-counts-as-none'])
  })
  test('is none where that is no key', async () => {
    expect(await device({ id, ticket: 'a.b.c', key: { ...key, d: 'A'.repeat(43) } }).next()).toBeUndefined()
    expect(logged).toEqual(['error device-key-wrong'])
  })
})

describe('[S-07] a machine with a key that no server knows', () => {
  test('[S-07] enrols itself, once, and the launcher hears as what; it is a device from the next start on', async () => {
    const it = device({ key: machines() })
    expect([await it.next(), await it.next()]).toEqual([undefined, undefined])
    expect(asked).toEqual([{ code: 'the-code', key: machines() }])
    expect(told).toEqual([id])
    expect(logged).toEqual(['info device-enrolled device="7b0e3c52"'])
  })
  test('asks once more where the answer may be another one, and not where it was refused', async () => {
    answer = 'later'
    const [it, other] = [device({ key: machines() }), device({ key: machines() })]
    await it.next()
    await it.next()
    expect(asked).toHaveLength(2)
    answer = 'refused'
    await other.next()
    await other.next()
    expect(asked).toHaveLength(3)
    expect(told).toEqual(['later', 'later', 'refused'])
  })
  test.each([['has no code', { key: true }], ['has no key', undefined]] as const)('asks nobody where it %s', async (_what, has) => {
    expect(await device(has && { key: machines() }, has ? null : 'the-code').next()).toBeUndefined()
    expect(asked).toEqual([])
  })
})
