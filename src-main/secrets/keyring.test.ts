// What a real store does is in system.peer.test.ts. Here are faults that a real one does not show when a test wants them.
import { beforeEach, describe, expect, test } from 'vitest'
import { keyring, type Keyring } from './keyring.ts'

let asked: unknown[][]
let loads: number
let read: () => Promise<number[] | null>
let wait: () => Promise<void>

beforeEach(() => {
  asked = []
  loads = 0
  read = async () => [1, 2]
  wait = () => new Promise(() => {})
})

class Entry {
  constructor(...of: unknown[]) { asked.push(of) }
  getSecret() { return read() }
  async setSecret() {}
  async deletePassword() { return true }
}
const store = (trouble?: 'locked', load = async (): Promise<Keyring> => { loads += 1; return { AsyncEntry: Entry } }) =>
  keyring({ load, trouble: async () => trouble, wait: () => wait() })

test('[S-06] the entry is one of the Secret Service, or there is none: the kernel forgets its own at the next start', async () => {
  await store().getPassword('Gatehouse', 'a')
  expect(asked).toEqual([['Gatehouse', 'a', { linux: { store: 'secret-service' } }]])
})

test('[S-04] what the module handed over is overwritten once it was copied', async () => {
  const numbers = [1, 2]
  read = async () => numbers
  expect(await store().getPassword('Gatehouse', 'a')).toEqual(Uint8Array.from([1, 2]))
  expect(numbers).toEqual([0, 0])
})

test('[S-06] a store that would ask a person is not asked: the module is not even loaded', async () => {
  await expect(store('locked').setPassword('Gatehouse', 'a', new Uint8Array(1))).rejects.toMatchObject({ why: 'locked' })
  expect([loads, asked]).toEqual([0, []])
})

describe('a store', () => {
  test('that does not answer is given up, and asked again once it has answered after all', async () => {
    let answer: (numbers: null) => void = () => {}
    read = () => new Promise((resolve) => { answer = resolve })
    wait = () => Promise.resolve()
    const hung = store()
    await expect(hung.getPassword('Gatehouse', 'a')).rejects.toMatchObject({ why: 'hangs' })
    wait = () => new Promise(() => {})
    await expect(hung.deletePassword('Gatehouse', 'a')).rejects.toMatchObject({ why: 'hangs' })
    expect(asked).toHaveLength(1)
    answer(null)
    await new Promise((resolve) => setImmediate(resolve))
    expect(await hung.deletePassword('Gatehouse', 'a')).toBe(true)
  })
  test('[S-04] that fails says that it does, and none of its words', async () => {
    read = () => Promise.reject(new Error('cannot read MIGHAgEAMBMGByqGSM49'))
    const error: unknown = await store().getPassword('Gatehouse', 'a').catch((failed: unknown) => failed)
    expect(error).toMatchObject({ why: 'broken' })
    expect(String(error)).not.toContain('MIGH')
  })
  test('whose program is not there, or for another system, is broken', async () => {
    await expect(store(undefined, () => Promise.reject(new Error('wrong ELF class'))).getPassword('Gatehouse', 'a')).rejects.toMatchObject({ why: 'broken' })
  })
})
