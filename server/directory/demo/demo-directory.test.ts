import { inspect } from 'node:util'
import { Secret } from '@gatehouse/contract'
import { beforeEach, expect, test } from 'vitest'
import { demoDirectory, type DemoDirectory } from './demo-directory.ts'
import { demoPeople } from './people.ts'

const [ada, grace, linus] = demoPeople
const secret = (text: string) => new Secret(text)

let directory: DemoDirectory
beforeEach(() => { directory = demoDirectory() })

test('it says that it is a demo', () => {
  expect(directory.demo).toBe('Demo directory')
})

test.each(['ada', 'ADA', 'CORP\\ada', 'corp.example\\ada', 'ada@corp.example'])('%s is found', async (typed) => {
  expect(await directory.find(typed)).toBe(ada.id)
})

test.each(['', 'nobody', 'OTHER\\ada', 'ada@home.example', 'ada\0'])('%j is nobody', async (typed) => {
  expect(await directory.find(typed)).toBeUndefined()
})

test('ada is locked, grace is not, linus is disabled', async () => {
  const states = await Promise.all([ada, grace, linus].map(({ id }) => directory.account(id)))
  expect(states.map((state) => [state?.name, state?.locked, state?.disabled])).toEqual([['ada', true, false], ['grace', false, false], ['linus', false, true]])
  expect(await directory.account('no such id')).toBeNull()
  expect(await directory.privateMail(ada.id)).toBe('ada@home.example')
})

test('ada is locked out until she is unlocked, and then her old password works', async () => {
  expect(await directory.signIn('ada', secret(ada.password))).toBe('locked')
  await directory.unlock(ada.id)
  expect(await directory.signIn('CORP\\ada', secret(ada.password))).toBe('ok')
})

test('a set password unlocks, signs in, and the one before does not any more', async () => {
  const before = await directory.account(ada.id)
  await directory.setPassword(ada.id, secret('A-New-Engine-1844'))
  expect(await directory.signIn('ada', secret(ada.password))).toBe('wrong')
  expect(await directory.signIn('ada', secret('A-New-Engine-1844'))).toBe('ok')
  expect((await directory.account(ada.id))?.passwordMark).not.toBe(before?.passwordMark)
})

test('a short password is refused and changes nothing', async () => {
  expect(await directory.passwordRules(grace.id)).toEqual([{ rule: 'min-length', checked: 'typing', length: 12 }])
  const before = await directory.account(grace.id)
  await expect(directory.setPassword(grace.id, secret('eleven-char'))).rejects.toMatchObject({ kind: 'password-refused' })
  expect(await directory.account(grace.id)).toEqual(before)
  expect(await directory.signIn('grace', secret(grace.password))).toBe('ok')
})

test('three wrong passwords in a row lock, two do not', async () => {
  const wrong = () => directory.signIn('grace', secret('not this one'))
  expect([await wrong(), await wrong(), await directory.signIn('grace', secret(grace.password))]).toEqual(['wrong', 'wrong', 'ok'])
  expect([await wrong(), await wrong(), await wrong()]).toEqual(['wrong', 'wrong', 'wrong'])
  expect(await directory.signIn('grace', secret(grace.password))).toBe('locked')
})

test('a disabled account stays outside, unlocked or not', async () => {
  await directory.unlock(linus.id)
  expect(await directory.signIn('linus', secret(linus.password))).toBe('disabled')
})

test('who is not there is gone', async () => {
  await expect(directory.unlock('no such id')).rejects.toMatchObject({ kind: 'gone' })
  await expect(directory.setPassword('no such id', secret('long enough by far'))).rejects.toMatchObject({ kind: 'gone' })
})

test('no password can be seen in it', async () => {
  await directory.setPassword(ada.id, secret('A-New-Engine-1844'))
  expect(inspect(directory, { depth: null, showHidden: true })).not.toMatch(/Engine/)
})
