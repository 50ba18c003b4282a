import { dirname } from 'node:path'
import { Secret } from '@gatehouse/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { corpDirectory, noDomain, sambaVersion } from '../../../test/peers/directory/corp-directory.ts'
import { ranAgainst } from '../../../test/peers/journal.ts'
import { withPeer } from '../../../test/peers/needs.ts'
import { database } from '../../../test/peers/samba/database.ts'
import { type Domain, startDomain } from '../../../test/peers/samba/domain.ts'
import { unitDn } from '../../../test/peers/samba/corp.ts'
import { groupDn } from '../../../test/peers/samba/groups.ts'
import { added, extended, replaced, shortened } from '../../../test/peers/samba/ldif.ts'
import type { PersonName } from '../../../test/peers/samba/people.ts'
import type { Directory } from '../../recovery/ports.ts'
import { activeDirectory } from './active-directory.ts'
import type { DomainOptions } from './options.ts'

const NEW = new Secret('Brand-New-Lantern-1')

withPeer('the states of an account in Active Directory', await noDomain(), () => {
  let domain: Domain
  let directory: Directory
  const closing: (() => Promise<void>)[] = []
  beforeAll(async () => {
    ranAgainst(import.meta.url, await sambaVersion())
    domain = await startDomain()
    directory = opened().directory
  })
  afterAll(async () => {
    await Promise.all(closing.map((close) => close()))
    await domain.stop()
  })

  const opened = (different: Partial<DomainOptions> = {}) => {
    const all = corpDirectory(domain, different)
    closing.push(all.directory.close)
    return all
  }
  const idOf = async (name: string, of = directory) => await of.find(name) ?? expect.fail(`${name} is not found`)
  const stateOf = async (name: PersonName, of = directory) => of.account(await idOf(name, of))
  const owner = () => database(dirname(dirname(domain.caFile)))
  const refusesBoth = async (name: PersonName, kind: string, of = directory) => {
    const id = await idOf(name, of)
    const before = await of.account(id)
    await expect(of.unlock(id)).rejects.toMatchObject({ kind })
    await expect(of.setPassword(id, NEW)).rejects.toMatchObject({ kind })
    expect(await of.account(id)).toEqual(before)
    expect(before?.locked).toBe(true)
  }

  const sound = {
    locked: true, disabled: false, accountExpired: false, passwordExpired: false, mustChange: false, mayNotChange: false, smartCardRequired: false, protected: false,
  }
  const unlocked = { ...sound, locked: false }
  test.each<[PersonName, object]>([
    ['ada', { ...sound, hours: 'now' }],
    ['linus', { ...unlocked, disabled: true }],
    ['dorothy', { ...unlocked, passwordExpired: true }],
    ['margaret', { ...unlocked, passwordExpired: true, mustChange: true }],
    ['annie', { ...unlocked, accountExpired: true }],
    ['joan', { ...unlocked, smartCardRequired: true }],
    ['mary', { ...unlocked, mayNotChange: true }],
    ['evelyn', { ...unlocked, hours: 'never' }],
    ['barbara', { ...sound, protected: true }],
    ['frances', { ...sound, protected: true }],
    ['radia', { ...sound, protected: true }],
    ['jean', { ...sound, protected: true }],
    ['karen', sound],
  ])('the state of %s is what the domain says', async (name, state) => {
    expect(await stateOf(name)).toMatchObject({ name, ...state })
  })

  test('the hours in which somebody may sign in, at any hour', async () => {
    const { grace } = domain.people
    await owner().change(replaced(grace.dn, { logonHours: officeHours() }))
    const id = await idOf('grace')
    const at = async (time: string) => {
      const clock = { now: Date.now() }
      const one = activeDirectory(opened().options, { info: () => {}, warn: () => {} }, { now: () => clock.now })
      closing.push(one.close)
      // Connected while the clocks agree: a controller whose clock is months away is not believed.
      await one.check()
      clock.now = Date.parse(time)
      return one.account(id)
    }
    expect(await at('2026-05-04T08:00:00Z')).toMatchObject({ hours: 'now' })
    expect(await at('2026-05-04T18:30:00Z')).toMatchObject({ hours: { from: Date.parse('2026-05-05T08:00:00Z') } })
    expect(await at('2026-05-09T12:00:00Z')).toMatchObject({ hours: { from: Date.parse('2026-05-11T08:00:00Z') } })
    await domain.reset('grace')
  })

  test('a reset would be carried out though the person may not change the password: only we keep to it', async () => {
    await directory.setPassword(await idOf('mary'), NEW)
    expect(await domain.kinit('mary', NEW.reveal())).toEqual({ answer: 'ok' })
    await domain.reset('mary')
  })

  test.each<PersonName>(['barbara', 'frances', 'radia', 'jean'])('[S-17] %s is refused by the driver too', async (name) => {
    await refusesBoth(name, 'protected')
  })

  test('[S-17] somebody who becomes an administrator after they were read is refused, and free again when they are none', async () => {
    const { ada } = domain.people
    const id = await idOf('ada')
    expect(await directory.account(id)).toMatchObject({ protected: false, locked: true })
    await owner().change(extended(groupDn('Tier Zero'), 'member', [ada.dn]))
    await expect(directory.unlock(id)).rejects.toMatchObject({ kind: 'protected' })
    await expect(directory.setPassword(id, NEW)).rejects.toMatchObject({ kind: 'protected' })
    expect(await directory.account(id)).toMatchObject({ protected: true, locked: true })
    await owner().change(shortened(groupDn('Tier Zero'), 'member', [ada.dn]))
    await directory.unlock(id)
    await domain.reset('ada')
  })

  test('[S-17] somebody whose primary group makes them an administrator, which no list of members shows', async () => {
    const { zoe } = domain.people
    const admins = groupDn('Domain Admins')
    await owner().change(extended(admins, 'member', [zoe.dn]))
    await owner().change(replaced(zoe.dn, { primaryGroupID: '512' }))
    await refusesBoth('zoe', 'protected')
    await owner().change(replaced(zoe.dn, { primaryGroupID: '513' }))
    await owner().change(shortened(admins, 'member', [zoe.dn]))
    expect(await stateOf('zoe')).toMatchObject({ protected: false })
  })

  test("[S-17] the service account, however the settings spell it, and the domain's own administrator", async () => {
    const { name, upn, dn, account } = domain.serviceAccount
    for (const user of [upn, dn, account]) {
      const { directory: spelt } = opened({ bind: { user, password: new Secret(domain.serviceAccount.password) } })
      const id = await idOf(name, spelt)
      expect([user, await spelt.account(id)]).toMatchObject([user, { protected: true }])
      await expect(spelt.setPassword(id, NEW)).rejects.toMatchObject({ kind: 'protected' })
    }
    expect(await directory.account(await idOf('Administrator'))).toMatchObject({ protected: true })
  })

  test('[S-17] whom the settings name, however they spell it, and everybody in a group, nested too', async () => {
    const group = `CN=Payroll,OU=Services,${domain.base}`
    await owner().add(added(group, { objectClass: 'group', sAMAccountName: 'Payroll', member: [groupDn('Strict Passwords')] }))
    for (const named of ['Payroll', 'CORP\\payroll', group, domain.people.karen.upn]) {
      const { directory: told } = opened({ protected: [named] })
      expect([named, await stateOf('karen', told), await stateOf('ada', told)]).toMatchObject([named, { protected: true }, { protected: false }])
      await refusesBoth('karen', 'protected', told)
    }
    expect(await stateOf('karen')).toMatchObject({ protected: false })
  })

  test('[S-17] a name that nobody has stops everything, and the check says it: a spelling mistake leaves nobody unprotected', async () => {
    const { directory: told, lines } = opened({ protected: ['Pay-Roll'] })
    await expect(stateOf('ada', told)).rejects.toMatchObject({ kind: 'denied' })
    await expect(told.unlock(await idOf('ada'))).rejects.toMatchObject({ kind: 'denied' })
    await expect(told.check()).rejects.toMatchObject({ kind: 'denied' })
    expect(JSON.stringify(lines)).toContain('nobody is called Pay-Roll')
  })

  test('[F-15] where somebody belongs: the unit, and every group, nested ones too', async () => {
    const sidOf = async (name: string) => await directory.group(name) ?? expect.fail(`${name} is not found`)
    const [nested, outer, builtIn] = await Promise.all([sidOf(groupDn('Tier Zero')), sidOf('CORP\\Domain Admins'), sidOf('Domain Users')])
    const frances = await directory.belonging(await idOf('frances'))
    expect(frances?.name).toBe(domain.people.frances.dn)
    expect(frances?.groups).toEqual(expect.arrayContaining([nested, outer, builtIn]))
    const ada = await directory.belonging(await idOf('ada'))
    expect(ada?.groups).toContain(builtIn)
    expect(ada?.groups).not.toContain(outer)
    expect(await directory.belonging('00000000-0000-0000-0000-000000000000')).toBeUndefined()
  })

  test('groups and units are known by every spelling, and what is not there is not', async () => {
    const sid = await directory.group('Tier Zero')
    expect(sid).toMatch(/^S-1-5-21-/u)
    for (const name of [groupDn('Tier Zero').toLowerCase(), 'corp\\tier zero', 'corp.example.test\\Tier Zero', sid ?? '']) expect(await directory.group(name), name).toBe(sid)
    for (const name of ['ada', 'Tier', 'OTHER\\Tier Zero', '*', unitDn('People'), 'CN=none,DC=corp,DC=example,DC=test', 'CN=x=,=,DC=corp']) expect(await directory.group(name), name).toBeUndefined()
    expect(await directory.unit(unitDn('People').toLowerCase().replaceAll(',', ', '))).toBe(unitDn('People'))
    for (const name of ['OU=Nowhere,DC=corp,DC=example,DC=test', 'OU=,DC=corp,DC=example,DC=test']) expect(await directory.unit(name), name).toBeUndefined()
  })

  test('[S-10] every spelling of a name is one, whether anybody has it or not', async () => {
    for (const name of ['ada', 'nobody']) {
      const spellings = [name, name.toUpperCase(), `CORP\\${name}`, `corp.example.test\\${name}`, `${name}@corp.example.test`]
      expect(new Set(await Promise.all(spellings.map((typed) => directory.plainName(typed)))).size).toBe(1)
      expect(await directory.plainName(`OTHER\\${name}`)).not.toBe(await directory.plainName(name))
    }
  })
})

/** Monday to Friday, 08:00 to 18:00 UTC. */
function officeHours(): Buffer {
  const bytes = Buffer.alloc(21)
  for (const day of [1, 2, 3, 4, 5]) {
    for (let hour = 24 * day + 8; hour < 24 * day + 18; hour++) bytes[hour >> 3] = (bytes[hour >> 3] ?? 0) | (1 << (hour & 7))
  }
  return bytes
}
