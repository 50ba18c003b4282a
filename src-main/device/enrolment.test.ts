import { beforeEach, describe, expect, test } from 'vitest'
import { Secret } from '@gatehouse/contract'
import type { PublicKey } from '@gatehouse/contract/devices'
import { credentialsInMemory, StoreFailed, type Credentials } from '../secrets/credentials.ts'
import { enrolWith, type EnrolmentAnswer } from './enrolment.ts'
import { keepIn } from './keep.ts'

const server = 'https://reset.corp.example'
const [d1, d2] = ['7b0e3c52-0000-4000-8000-000000000001', '7b0e3c52-0000-4000-8000-000000000002']
let credentials: Credentials
let asked: { code: string; key: PublicKey }[]
let answer: EnrolmentAnswer

beforeEach(() => {
  credentials = credentialsInMemory()
  asked = []
  answer = { device: d1 }
})

const enrol = (code = 'code-1', over: Credentials = credentials) => enrolWith(new Secret(code), server, {
  keep: keepIn(over, server),
  ask: async (given, { key }) => {
    asked.push({ code: given.reveal(), key })
    return answer
  },
})
const hasKey = async (slot: 'a' | 'b') => (await credentials.getPassword('Gatehouse device', `${server} key ${slot}`)) !== undefined
const came = async (code?: string, over?: Credentials) => (await enrol(code, over)).came

describe('[S-07] a machine enrols itself', () => {
  test('[S-07] with its code, once', async () => {
    expect([await came(), await came()]).toEqual(['enrolled', 'kept'])
    expect(asked).toEqual([{ code: 'code-1', key: expect.objectContaining({ kty: 'EC', crv: 'P-256' }) as PublicKey }])
  })
  test('[S-07] anew with another code, by another key', async () => {
    await enrol()
    answer = { device: d2 }
    expect(await enrol('code-2')).toMatchObject({ came: 'enrolled', record: { enrolled: { device: d2, last: 0 } } })
    expect(asked[1]?.key).not.toEqual(asked[0]?.key)
    expect(await came('code-2')).toBe('kept')
  })
  test('a lost answer is asked for again with the same key, at the next start too', async () => {
    answer = 'later'
    expect([await came(), await came()]).toEqual(['later', 'later'])
    answer = { device: d1 }
    expect(await came()).toBe('enrolled')
    expect(new Set(asked.map(({ key }) => key.x)).size).toBe(1)
    expect(asked).toHaveLength(3)
  })
  test('a code that was refused is not tried again, another one is', async () => {
    answer = 'refused'
    expect([await came(), await came()]).toEqual(['refused', 'refused-before'])
    answer = { device: d1 }
    expect(await came('code-2')).toBe('enrolled')
    expect(asked).toHaveLength(2)
  })
  test.each(['later', 'refused'] as const)('what it was before it stays, while another code is answered with: %s', async (said) => {
    await enrol()
    answer = said
    expect((await enrol('code-2')).record.enrolled).toMatchObject({ device: d1 })
    expect(await hasKey('a')).toBe(true)
  })
})

describe('[S-06] what is kept', () => {
  test('[S-06] the code is not, nor a key that does not count any more', async () => {
    const written: string[] = []
    const watched: Credentials = { ...credentials, setPassword: (service, account, value) => {
      written.push(Buffer.from(value).toString('latin1'))
      return credentials.setPassword(service, account, value)
    } }
    await enrol('code-1', watched)
    await enrol('code-2', watched)
    expect(written.join()).not.toMatch(/code-[12]/u)
    expect(await hasKey('a')).toBe(false)
    expect(await hasKey('b')).toBe(true)
  })
  test('[S-06] the key and what is asked are there before the server is', async () => {
    await enrolWith(new Secret('code-1'), server, {
      keep: keepIn(credentials, server),
      ask: async (_code, { key }) => {
        expect(await keepIn(credentials, server).record()).toMatchObject({ offered: { key, refused: false } })
        expect(await keepIn(credentials, server).signer('a', key)).toBeDefined()
        return 'later'
      },
    })
  })
  test('a record that is none of ours is replaced', async () => {
    await credentials.setPassword('Gatehouse device', server, Buffer.from('{"version":'))
    expect(await came()).toBe('enrolled')
  })
  test.each([
    ['gives back nothing', async () => undefined],
    ['gives back something else', async () => Uint8Array.from([1])],
  ])('[S-06] a store that %s is found out before the server is asked', async (_what, getPassword) => {
    expect(await came('code-1', { ...credentials, getPassword })).toBe('not-kept')
    expect(asked).toEqual([])
  })
  test('[S-06] a store that takes nothing says why, and the server is not asked', async () => {
    const closed: Credentials = { ...credentials, setPassword: () => Promise.reject(new StoreFailed('locked')) }
    await expect(enrol('code-1', closed)).rejects.toMatchObject({ why: 'locked' })
    expect(asked).toEqual([])
  })
  test('another server finds nothing of it', async () => {
    await enrol()
    expect(await keepIn(credentials, 'https://other.corp.example').record()).toBeUndefined()
  })
})
