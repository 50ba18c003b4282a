import { Secret } from '@gatehouse/contract'
import * as fc from 'fast-check'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { corpDirectory, noDomain, sambaVersion } from '../../../test/peers/directory/corp-directory.ts'
import { ranAgainst } from '../../../test/peers/journal.ts'
import { withPeer } from '../../../test/peers/needs.ts'
import { type Domain, startDomain } from '../../../test/peers/samba/domain.ts'
import { replaced } from '../../../test/peers/samba/ldif.ts'
import { runs } from '../../../test/soak.ts'
import { admit } from '../../recovery/admit.ts'
import { decoy, inForce, policy } from '../../recovery/policy.scenario.ts'
import type { DomainDirectory } from './active-directory.ts'

withPeer('Names in Active Directory', await noDomain(), () => {
  let domain: Domain
  const closing: (() => Promise<void>)[] = []
  const opened = (): DomainDirectory => {
    const { directory } = corpDirectory(domain)
    closing.push(directory.close)
    return directory
  }
  beforeAll(async () => {
    ranAgainst(import.meta.url, await sambaVersion())
    domain = await startDomain()
  })
  afterEach(async () => { await Promise.all(closing.splice(0).map((close) => close())) })
  afterAll(() => domain.stop())

  test('an account with a suffix that the forest or a unit says instead of the domain is found, with any other it is nobody', async () => {
    const before = opened()
    expect(await before.find('grace@example.com')).toBeUndefined()
    const partitions = `CN=Partitions,CN=Configuration,${domain.base}`
    await domain.database.change(replaced(partitions, { uPNSuffixes: ['example.com', 'Größe.example'] }) + replaced(`OU=Contractors,${domain.base}`, { uPNSuffixes: ['contractors.example'] }))
    const directory = opened()
    const id = await directory.find('grace')
    expect(id).toBeDefined()
    for (const typed of ['grace@example.com', 'Grace@EXAMPLE.com', 'grace@größe.EXAMPLE', 'grace@contractors.example']) expect([typed, await directory.find(typed)]).toEqual([typed, id])
    for (const typed of ['grace@elsewhere.example', 'grace@example.com.', 'grace@CORP', 'example.com\\grace', 'grace@*']) expect([typed, await directory.find(typed)]).toEqual([typed, undefined])
  })

  test('a principal that somebody was given goes before the account of that name', async () => {
    await domain.database.change(replaced(domain.people.zoe.dn, { userPrincipalName: 'grace@example.com' }))
    const directory = opened()
    expect(await directory.find('grace@example.com')).toBe(await directory.find('zoe'))
    expect(await directory.find('grace@corp.example.test')).toBe(await directory.find('grace'))
    await domain.database.change(replaced(domain.people.zoe.dn, { userPrincipalName: domain.people.zoe.upn }))
  })

  test('nothing that can be typed finds anybody but whom it names, in any spelling', async () => {
    const directory = opened()
    const ada = await directory.find('ada')
    const piece = fc.string({ unit: fc.constantFrom('*', '(', ')', '\\', '\0', '&', '|', '!', '=', '@', 'a', 'd', 'ö', '😀', '\u202e', ',', ' '), maxLength: 8 })
    const around = fc.oneof(fc.constant(''), piece)
    const name = fc.oneof(piece, fc.tuple(around, around).map(([before, after]) => `${before}ada${after}`))
    const typing = fc.oneof(name, name.map((one) => `CORP\\${one}`), name.map((one) => `${one}@corp.example.test`), fc.tuple(name, piece).map(([one, suffix]) => `${one}@${suffix}`))
    await fc.assert(fc.asyncProperty(typing, async (typed) => {
      const found = await directory.find(typed)
      const plain = typed.toLowerCase()
      // Space around a name is nothing to LDAP (RFC 4518 §2.6.1).
      const isAda = ['ada', 'corp\\ada', 'ada@corp.example.test'].includes(plain.replaceAll(/(?<=^|\\) +| +(?=$|@)/gu, ''))
      expect([typed, found]).toEqual([typed, isAda ? ada : undefined])
    }), { numRuns: runs(150), examples: [['*'], ['a*'], ['ada)(objectClass=*'], ['CORP\\*'], ['*@corp.example.test'], ['\\2a']] })
  })

  test('[S-10] all ways to type one name show one and the same, whether somebody has the name in this way, in another, or in none', async () => {
    await domain.database.change(replaced(`CN=Partitions,CN=Configuration,${domain.base}`, { uPNSuffixes: ['example.com'] }) + replaced(domain.people.zoe.dn, { userPrincipalName: 'Zoe.Austria@example.com' }))
    const directory = opened()
    expect(await directory.find('zoe.austria@example.com')).toBe(await directory.find('zoe'))
    const [everybody] = policy.workflows
    if (!everybody) throw new Error('the policy of the tests has no workflow')
    // Eight of which seven are for groups that nobody is in: who exists meets the last, who does not one of them all.
    const others = Array.from({ length: 7 }, (_, at) => ({ ...everybody, name: `Group ${at}`, for: { ...everybody.for, groups: [`S-1-5-21-1-2-3-${2000 + at}`] } }))
    const parts = { directory, inForce: inForce({ ...policy, workflows: [...others, everybody] }, directory), decoy }
    const shown = async (typed: string) => (await admit(typed, 'workstation', parts)).terms.workflow.name
    for (const name of ['zoe', 'zoe.austria', 'grace', 'nobody-1', 'nobody 2', 'nobody-3', 'nöbody-4']) {
      const cased = name.charAt(0).toUpperCase() + name.slice(1)
      const ways = [name, cased, `CORP\\${name}`, `CORP\\ ${name}`, `${name} @corp.example.test`, `corp.example.test\\${name}`, `${name}@corp.example.test`, `${name}@example.com`, name.normalize('NFD')]
      const seen = await Promise.all(ways.map(shown))
      expect([name, Object.fromEntries(ways.map((way, at) => [way, seen[at]]))]).toEqual([name, Object.fromEntries(ways.map((way) => [way, seen[0]]))])
    }
  })

  test('[S-17] the service account is protected under each of its names by which it may sign in', async () => {
    await domain.database.change(replaced(`CN=Partitions,CN=Configuration,${domain.base}`, { uPNSuffixes: ['example.com'] }))
    const { name, password } = domain.serviceAccount
    for (const user of [`${name}@example.com`, `${name}@CORP`, `CORP.example.test\\${name}`, domain.serviceAccount.dn.toUpperCase()]) {
      const { directory } = corpDirectory(domain, { bind: { user, password: new Secret(password) } })
      closing.push(directory.close)
      const id = await directory.find(name).catch((error: unknown) => (error instanceof Error ? error.message : ''))
      // Samba and Windows differ in which of them they take.
      if (id?.startsWith('denied')) continue
      expect([user, await directory.account(id ?? '')]).toMatchObject([user, { protected: true }])
    }
  })
})
