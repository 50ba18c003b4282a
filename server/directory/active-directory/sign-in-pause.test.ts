import { expect, test } from 'vitest'
import { WrongServicePassword } from './refused-sign-in.ts'
import { signInPause } from './sign-in-pause.ts'

const wrong = async (): Promise<string> => { throw new WrongServicePassword() }

test('after a wrong password the service account is left alone for five minutes, at every controller', async () => {
  let now = 0
  let tries = 0
  let answer = wrong
  const { around: pausing } = signInPause(() => now)
  const signIn = () => pausing(async () => {
    tries += 1
    return answer()
  })

  for (now of [0, 1, 299_999]) await expect(signIn()).rejects.toBeInstanceOf(WrongServicePassword)
  expect(tries).toBe(1)
  now = 300_000
  answer = async () => 'open'
  expect(await signIn()).toBe('open')
})

test('eight at once with a wrong password are one try', async () => {
  let tries = 0
  const { around: pausing } = signInPause(() => 0)
  const all = await Promise.allSettled(Array.from({ length: 8 }, () => pausing(async () => {
    tries += 1
    return wrong()
  })))
  expect([tries, all.every(({ status }) => status === 'rejected')]).toEqual([1, true])
})

test('a directory that is away is tried every time', async () => {
  let tries = 0
  const { around: pausing } = signInPause(() => 0)
  const away = () => pausing(async () => {
    tries += 1
    throw new Error('away')
  })
  await expect(away()).rejects.toThrow('away')
  await expect(away()).rejects.toThrow('away')
  expect(tries).toBe(2)
})
