import { dirname } from 'node:path'
import { Secret } from '@gatehouse/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { corpDirectory, noDomain, sambaVersion } from '../../../test/peers/directory/corp-directory.ts'
import { ranAgainst } from '../../../test/peers/journal.ts'
import { withPeer } from '../../../test/peers/needs.ts'
import { database } from '../../../test/peers/samba/database.ts'
import { type Domain, startDomain } from '../../../test/peers/samba/domain.ts'
import { firstValue, replaced } from '../../../test/peers/samba/ldif.ts'
import { passwordSettingsContainer, strictPasswordSettings } from '../../../test/peers/samba/password-settings.ts'
import type { PersonName } from '../../../test/peers/samba/people.ts'
import { byPassword } from '../../sign-in/by-password.ts'
import type { Turns } from '../../sign-in/ports.ts'
import { budgetsInMemory } from '../../throttle/budgets.scenario.ts'
import { names } from '../../throttle/throttle.scenario.ts'
import { trialTurns } from '../../throttle/trial-turns.ts'
import type { DomainOptions } from './options.ts'

const THRESHOLD = 5

withPeer('signing in to the registration portal with a password of Active Directory', await noDomain(), () => {
  let domain: Domain
  const closing: (() => Promise<void>)[] = []
  beforeAll(async () => {
    ranAgainst(import.meta.url, await sambaVersion())
    domain = await startDomain()
    await domain.setRules({ lockoutThreshold: THRESHOLD })
  })
  afterAll(async () => {
    await Promise.all(closing.map((close) => close()))
    await domain.stop()
  })

  const turns: Turns = trialTurns(budgetsInMemory(), names, Date.now)
  /** As one server: what it remembers of its own tries is its own. */
  function server(different: Partial<DomainOptions> = {}) {
    const { directory, lines } = corpDirectory(domain, different)
    closing.push(directory.close)
    const sign = byPassword({ directory, turns })
    return { lines, in: (typed: string, password: string) => sign(typed, new Secret(password)), idOf: (name: string) => directory.find(name) }
  }
  const count = async (name: PersonName) => Number(firstValue(await domain.database.find(`(sAMAccountName=${domain.people[name].name})`, ['badPwdCount']), 'badPwdCount') ?? 0)
  const right = (name: PersonName) => domain.people[name].password

  test.each(['grace', 'CORP\\grace', 'GRACE@corp.example.test'])('%s and the right password: signed in, by objectGUID, with the names that no answer may be', async (typed) => {
    const one = server()
    expect(await one.in(typed, right('grace'))).toEqual({ kind: 'signed-in', person: await one.idOf('grace'), account: 'grace', names: ['grace', 'Grace Forgetful'] })
  })

  test('[S-11] whoever guesses, at two servers, leaves two tries to the person, and the account is never locked', async () => {
    const [one, other] = [server(), server()]
    const said = []
    for (let guess = 0; guess < 2 * THRESHOLD; guess++) said.push((await (guess % 2 ? one : other).in('mary', `guess ${guess}`)).kind)
    expect(said).toEqual([...Array<string>(THRESHOLD - 2).fill('wrong'), ...Array<string>(THRESHOLD + 2).fill('too-close')])
    expect(await count('mary')).toBe(THRESHOLD - 2)
    // Not even the right one is tried: it would tell the guesser.
    expect(await one.in('mary', right('mary'))).toEqual({ kind: 'too-close' })
    expect(await domain.state('mary')).toMatchObject({ locked: false })
    expect(await domain.kinit('mary', right('mary'))).toEqual({ answer: 'ok' })
  })

  test('[S-11] many at the same moment are one after the other, and the others are not tried', async () => {
    await domain.reset('grace')
    const guesses = [server(), server(), server()].flatMap((one) => Array.from({ length: 4 }, (_, guess) => one.in('grace', `guess ${guess}`)))
    const said = await Promise.all(guesses)
    expect(said.some(({ kind }) => kind === 'wrong')).toBe(true)
    expect(await count('grace')).toBeLessThanOrEqual(THRESHOLD - 2)
    expect(await domain.state('grace')).toMatchObject({ locked: false })
    await domain.reset('grace')
  })

  test('[S-11] what was counted elsewhere counts here too, until its time has passed', async () => {
    await domain.reset('grace')
    const wrongLately = (badPwdCount: number, minutes: number) => owner().changeTimes(replaced(domain.people.grace.dn, { badPwdCount: String(badPwdCount), badPasswordTime: fileTime(Date.now() - minutes * 60_000) }))
    await wrongLately(THRESHOLD - 2, 1)
    expect(await server().in('grace', 'wrong')).toEqual({ kind: 'too-close' })
    expect(await count('grace')).toBe(THRESHOLD - 2)
    // The domain counts for 30 minutes, and leaves the old number where it is.
    await wrongLately(THRESHOLD - 1, 31)
    expect(await server().in('grace', right('grace'))).toMatchObject({ kind: 'signed-in' })
    await domain.reset('grace')
  })

  test('[S-11] a right password forgets the wrong ones, here as in the directory', async () => {
    await domain.reset('grace')
    const one = server()
    for (let round = 0; round < 3; round++) {
      expect(await one.in('grace', 'wrong')).toEqual({ kind: 'wrong' })
      expect(await one.in('grace', right('grace'))).toMatchObject({ kind: 'signed-in' })
    }
    expect(await count('grace')).toBe(0)
  })

  test('[S-11] the rules of a password settings object are hers, and without a right to read them nobody is tried', async () => {
    await domain.database.change(replaced(domain.people.karen.dn, { lockoutTime: '0' }))
    const one = server()
    const before = await count('karen')
    const said = await one.in('karen', right('karen')).catch((error: unknown) => error)
    expect(said).toMatchObject({ kind: 'denied' })
    expect(await count('karen')).toBe(before)
    await domain.database.allow(passwordSettingsContainer, '(OA;CIIO;RP;;3bcd9db8-f84b-451c-952f-6c52b81f9ec6;AU)')
    await domain.database.change(replaced(strictPasswordSettings, { 'msDS-LockoutThreshold': '4' }))
    expect([(await one.in('karen', 'wrong')).kind, (await one.in('karen', 'wrong')).kind, (await one.in('karen', 'wrong')).kind]).toEqual(['wrong', 'wrong', 'too-close'])
    expect(await domain.state('karen')).toMatchObject({ locked: false })
  })

  test('[S-11] where the count may not be read, which looks like none, what this server tried itself is counted', async () => {
    await domain.database.allow(domain.people.sophie.dn, '(OD;;RP;bf96792e-0de6-11d0-a285-00aa003049e2;;AU)(OD;;RP;bf96792d-0de6-11d0-a285-00aa003049e2;;AU)')
    await domain.database.change(replaced(domain.people.sophie.dn, { lockoutTime: '0' }))
    const one = server()
    const said = []
    for (let guess = 0; guess < 5; guess++) said.push((await one.in('sophie', `guess ${guess}`)).kind)
    expect(said).toEqual(['wrong', 'wrong', 'wrong', 'too-close', 'too-close'])
    expect(await domain.state('sophie')).toMatchObject({ locked: false })
  })

  test.each<[PersonName, string]>([['margaret', 'must-change'], ['dorothy', 'password-expired'], ['evelyn', 'hours']])('%s is told why she is not let in, with the right password only', async (name, why) => {
    const one = server()
    expect(await one.in(name, 'a wrong one')).toEqual({ kind: 'wrong' })
    expect(await one.in(name, right(name))).toEqual({ kind: 'not-possible', why })
  })

  test('[S-17] nothing is registered for an administrator, who is told so with the right password only', async () => {
    const one = server()
    await domain.database.change(replaced(domain.people.jean.dn, { lockoutTime: '0' }))
    expect(await one.in('jean', 'a wrong one')).toEqual({ kind: 'wrong' })
    expect(await one.in('jean', right('jean'))).toEqual({ kind: 'not-possible', why: 'protected' })
  })

  test.each<PersonName>(['linus', 'annie', 'joan', 'ada'])('[S-10 S-11] of %s no password is tried, and the right one is as wrong as that of nobody', async (name) => {
    const one = server()
    const before = await count(name)
    expect(await one.in(name, right(name))).toEqual({ kind: 'wrong' })
    expect(await one.in(name, 'a wrong one')).toEqual({ kind: 'wrong' })
    expect(await count(name)).toBe(before)
    expect(await one.in('nobody.at.all', right(name))).toEqual({ kind: 'wrong' })
  })

  test('an empty password is nobody\'s, although LDAP lets it in as anonymous; nor is one without end', async () => {
    const one = server()
    expect(await one.in('grace', '')).toEqual({ kind: 'wrong' })
    expect(await one.in('grace', 'x'.repeat(100_000))).toEqual({ kind: 'wrong' })
    expect(await count('grace')).toBe(0)
  })

  test('letters beyond ASCII in a name and a password', async () => {
    await domain.database.change(replaced(domain.people.zoe.dn, { lockoutTime: '0' }))
    expect(await server().in('zoe', right('zoe'))).toMatchObject({ kind: 'signed-in', account: 'zoe' })
  })

  test('accounts are changed at another controller: passwords are tried at the PDC emulator all the same, and the log holds none', async () => {
    const one = server({ changesAt: 'any-writable' })
    expect(await one.in('grace', 'a-very-wrong-one')).toEqual({ kind: 'wrong' })
    expect(await count('grace')).toBe(1)
    expect(await one.in('grace', right('grace'))).toMatchObject({ kind: 'signed-in' })
    expect(JSON.stringify(one.lines)).not.toMatch(/a-very-wrong-one|Copper-Willow/u)
  })

  const owner = () => database(dirname(dirname(domain.caFile)))
})

const fileTime = (time: number) => String((BigInt(time) + 11_644_473_600_000n) * 10_000n)
