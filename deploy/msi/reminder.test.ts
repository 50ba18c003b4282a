import { existsSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { buildTarget } from '../../scripts/windows/targets.ts'
import { withPeer } from '../../test/peers/needs.ts'
import { windowsMissing } from '../../windows/test/needs.ts'
import { type Prefix, withPrefix } from '../../windows/test/prefix.ts'

withPeer('the reminder, in wine', windowsMissing(), () => {
  let prefix: Prefix
  let program: string
  const [policy, machine, person] = ['HKLM\\SOFTWARE\\Policies\\Gatehouse', 'HKLM\\SOFTWARE\\Gatehouse\\Reminder', 'HKCU\\Software\\Gatehouse\\Reminder']
  const set = (key: string, name: string, kind: string, value: string) => prefix.wine('reg', ['add', key, '/v', name, '/t', kind, '/d', value, '/f'])
  const lastDay = async () => Number(/LastDay +REG_DWORD +(0x[0-9a-f]+)/.exec((await prefix.wine('reg', ['query', person])).stdout)?.[1])
  /** What the person's browser was told to open so far. */
  const opened = () => (existsSync(prefix.path('C:\\opened.txt')) ? readFileSync(prefix.path('C:\\opened.txt'), 'latin1').trim().split(/\s+/) : [])
  const remind = async () => {
    const before = opened().length
    const { code } = await prefix.wine(program)
    // The browser's stand-in is started and not waited for; `wine` alone comes after it.
    await prefix.wine('cmd', ['/c', 'exit'])
    return { code, opened: opened().slice(before) }
  }

  beforeAll(async () => {
    [prefix, program] = await Promise.all([withPrefix(), buildTarget('Gatehouse.Reminder.exe')])
    await prefix.wine('reg', ['add', 'HKLM\\SOFTWARE\\Classes\\https\\shell\\open\\command', '/ve', '/d', 'C:\\windows\\system32\\cmd.exe /c echo %1>>C:\\opened.txt', '/f'])
  })
  afterAll(() => prefix.remove())
  beforeEach(async () => {
    for (const key of [policy, machine, person]) await prefix.wine('reg', ['delete', key, '/f'])
  })

  test('opens nothing on a machine that knows no server, or one that is none', async () => {
    expect(await remind()).toEqual({ code: 0, opened: [] })
    for (const server of ['http://reset.corp.example', 'file:///C:/windows/system32/cmd.exe', 'https://reset.corp.example/x & calc']) {
      await set(machine, 'Server', 'REG_SZ', server)
      expect(await remind(), server).toEqual({ code: 0, opened: [] })
    }
  })

  test('opens the registration page, and not again before its days are over', async () => {
    await set(machine, 'Server', 'REG_SZ', 'https://reset.corp.example')
    expect((await remind()).code).toBe(0)
    await expect.poll(opened, { timeout: 20_000 }).toEqual(['https://reset.corp.example/register'])
    const day = await lastDay()
    expect(day).toBeGreaterThan(150_000)
    expect(await remind()).toEqual({ code: 0, opened: [] })
    await set(person, 'LastDay', 'REG_DWORD', String(day - 7))
    expect((await remind()).code).toBe(0)
    await expect.poll(() => opened().length, { timeout: 20_000 }).toBe(2)
    expect(await lastDay()).toBeGreaterThanOrEqual(day)
  })

  test('does as the policy says before what the machine was given', async () => {
    await set(machine, 'Server', 'REG_SZ', 'https://reset.corp.example')
    await set(policy, 'ReminderDays', 'REG_DWORD', '0')
    expect(await remind()).toEqual({ code: 0, opened: [] })
    await expect(lastDay()).resolves.toBeNaN()
  })
})
