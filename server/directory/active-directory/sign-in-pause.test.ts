import { expect, test } from 'vitest'
import { WrongServicePassword } from './refused-sign-in.ts'
import { withSignInPause } from './sign-in-pause.ts'

test('after a wrong password the service account is left alone for five minutes', async () => {
  let now = 0
  let tries = 0
  let answer = (): string => { throw new WrongServicePassword() }
  const open = withSignInPause(async () => {
    tries += 1
    return answer()
  }, () => now)

  for (now of [0, 1, 299_999]) await expect(open()).rejects.toBeInstanceOf(WrongServicePassword)
  expect(tries).toBe(1)
  now = 300_000
  answer = () => 'open'
  expect(await open()).toBe('open')
})

test('a directory that is away is tried every time', async () => {
  let tries = 0
  const open = withSignInPause(async () => {
    tries += 1
    throw new Error('away')
  }, () => 0)
  await expect(open()).rejects.toThrow('away')
  await expect(open()).rejects.toThrow('away')
  expect(tries).toBe(2)
})
