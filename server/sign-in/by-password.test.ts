import { Secret } from '@gatehouse/contract'
import { expect, test, vi } from 'vitest'
import { demoDirectory } from '../directory/demo/demo-directory.ts'
import { DirectoryProblem } from '../recovery/ports.ts'
import { byPassword } from './by-password.ts'

// What a directory answers is tried on a real one, in ../directory/active-directory/password-trial.peer.test.ts.
function signIn(different: Partial<ReturnType<typeof demoDirectory>> = {}, free = true) {
  const directory = { ...demoDirectory(), ...different }
  const tried = vi.spyOn(directory, 'tryPassword')
  const end = vi.fn(async () => {})
  const take = vi.fn(async () => (free ? end : undefined))
  return { tried, take, end, in: (typed: string, password: string) => byPassword({ directory, turns: { take } })(typed, new Secret(password)) }
}

test('somebody with the right password, and with a wrong one', async () => {
  const one = signIn()
  expect(await one.in('grace', 'Found-A-Moth-1947')).toMatchObject({ kind: 'signed-in', account: 'grace' })
  expect(await one.in('grace', 'wrong')).toEqual({ kind: 'wrong' })
  expect(await one.in('grace', 'Found-A-Moth-1947')).toEqual({ kind: 'too-close' })
})

test('[S-10] for nobody the same is done: a turn, a trial, and its end', async () => {
  const one = signIn()
  expect(await one.in('nobody', 'any')).toEqual({ kind: 'wrong' })
  expect([one.take, one.tried, one.end].map(({ mock }) => mock.calls.length)).toEqual([1, 1, 1])
})

test('[S-10 S-11] while the account is being tried elsewhere it is not tried, but as long as one of nobody takes', async () => {
  const one = signIn({}, false)
  expect(await one.in('grace', 'Found-A-Moth-1947')).toEqual({ kind: 'too-close' })
  expect(one.tried.mock.calls.map(([person]) => person)).toEqual([undefined])
})

test('a directory that does not say ends the turn all the same', async () => {
  const one = signIn({ tryPassword: () => Promise.reject(new DirectoryProblem('unreachable', 'away')) })
  await expect(one.in('grace', 'any')).rejects.toMatchObject({ kind: 'unreachable' })
  expect(one.end).toHaveBeenCalledOnce()
})
