import { Secret } from '@gatehouse/contract'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { badLine, type BadLine } from '../../../test/peers/directory/bad-line.ts'
import { corpDirectory, noDomain, sambaVersion } from '../../../test/peers/directory/corp-directory.ts'
import { ranAgainst } from '../../../test/peers/journal.ts'
import { withPeer } from '../../../test/peers/needs.ts'
import { type Domain, startDomain } from '../../../test/peers/samba/domain.ts'
import { firstValue } from '../../../test/peers/samba/ldif.ts'
import { type Partner, startPartner } from '../../../test/peers/samba/partner/partner.ts'
import { admit } from '../../recovery/admit.ts'
import { decoy, inForce, policy } from '../../recovery/policy.scenario.ts'
import type { Directory } from '../../recovery/ports.ts'
import type { Limits } from './options.ts'
import { severalDomains } from './several-domains.ts'

const NEW = 'Brand-New-Lantern-1'
const SHORT: Limits = { connect: 1_000, ask: 1_000, call: 2_000 }

// Two real domains, each a forest of its own with another DNS name; the line to the second can be made bad.
withPeer('Two domains', await noDomain(), () => {
  let corp: Domain
  let partner: Partner
  let line: BadLine
  let both: Directory
  let corpIds: { ada: string | undefined; grace: string | undefined }
  let partnerIds: { ada: string | undefined; lise: string | undefined }
  const said: { facts: object; message: string }[] = []
  const closing: (() => Promise<void>)[] = []
  beforeAll(async () => {
    ;[corp, partner] = await Promise.all([startDomain(), startPartner()])
    ranAgainst(import.meta.url, await sambaVersion())
    const [one, other] = [corpDirectory(corp).directory, corpDirectory(partner).directory]
    corpIds = { ada: await one.find('ada'), grace: await one.find('grace') }
    partnerIds = { ada: await other.find('ada'), lise: await other.find('lise') }
    await Promise.all([one.close(), other.close()])
  })
  beforeEach(async () => {
    line = await badLine({ host: partner.address, port: 636 })
    said.length = 0
    both = opened()
  })
  afterEach(async () => {
    await Promise.all(closing.splice(0).map((close) => close()))
    await line.close()
  })
  afterAll(() => Promise.all([corp.stop(), partner.stop()]))

  /** A server that has just begun: it knows neither domain yet. */
  function opened(): Directory {
    const note = (facts: object, message: string) => void said.push({ facts, message })
    const directory = severalDomains([
      corpDirectory(corp, {}, SHORT).directory,
      corpDirectory(partner, { controllers: [{ host: partner.host, port: line.port, address: '127.0.0.1' }] }, SHORT).directory,
    ], { info: note, warn: note })
    closing.push(directory.close)
    return directory
  }
  const away = (condition: 'dead' | 'stuck') => {
    line.condition = condition
    if (condition === 'dead') line.cut()
  }

  test('people are found by the short name, the DNS name and the suffix of their domain, and by a name that only they have', async () => {
    for (const typed of ['CORP\\ada', 'corp.example.test\\ada', 'ada@corp.example.test', 'Ada@CORP.example.test']) expect([typed, await both.find(typed)]).toEqual([typed, corpIds.ada])
    for (const typed of ['PARTNER\\ada', 'partner.example.test\\ada', 'ada@partner.example.test', 'ada@partner.example']) expect([typed, await both.find(typed)]).toEqual([typed, partnerIds.ada])
    expect([await both.find('grace'), await both.find('lise')]).toEqual([corpIds.grace, partnerIds.lise])
    for (const typed of ['CORP\\lise', 'PARTNER\\grace', 'lise@corp.example.test', 'ELSEWHERE\\ada']) expect([typed, await both.find(typed)]).toEqual([typed, undefined])
    expect(corpIds.ada).not.toBe(partnerIds.ada)
    // By their SIDs too, which say no name and no domain.
    const sids = await Promise.all([corp, partner].map(async ({ database }) => firstValue(await database.find('(sAMAccountName=ada)', ['objectSid']), 'objectSid') ?? ''))
    expect(await Promise.all(sids.map(async (sid) => both.ofSid(sid)))).toEqual([corpIds.ada, partnerIds.ada])
  })

  test('a name that both have is nobody, and the log says in which domains without the name', async () => {
    expect(await both.find('ada')).toBeUndefined()
    expect(said).toEqual([{ facts: { domains: ['corp.example.test', 'partner.example.test'] }, message: expect.not.stringContaining('ada') as string }])
  })

  test('each is unlocked and gets a new password in their own domain, and their namesake nothing', async () => {
    const [here, there] = [await both.find('CORP\\ada') ?? '', await both.find('PARTNER\\ada') ?? '']
    await both.unlock(there)
    expect([(await corp.state('ada'))?.locked, (await partner.state('ada'))?.locked]).toEqual([true, false])
    await both.setPassword(there, new Secret(NEW))
    await both.unlock(here)
    expect(await partner.kinit('ada', NEW)).toEqual({ answer: 'ok' })
    expect(await corp.kinit('ada', NEW)).not.toEqual({ answer: 'ok' })
    expect(await corp.kinit('ada', corp.people.ada.password)).toEqual({ answer: 'ok' })
    expect([await both.privateMail(here), await both.privateMail(there)]).toEqual(['ada@private.example', 'ada.partner@private.example'])
    await corp.reset('ada')
  })

  test.each(['dead', 'stuck'] as const)('while one of them is %s, people of the other get back in by names that say their domain', async (condition) => {
    const known = await both.find('PARTNER\\lise') ?? ''
    away(condition)
    // Also for a server that has never seen it, as one that hangs is tried alone.
    for (const directory of condition === 'dead' ? [both, opened()] : [opened()]) {
      const ways = ['CORP\\grace', 'corp.example.test\\grace', 'grace@corp.example.test']
      expect(await Promise.all(ways.map((typed) => directory.find(typed)))).toEqual(ways.map(() => corpIds.grace))
      const { person } = await admit('CORP\\ada', 'workstation', { directory, inForce: inForce(policy, directory), decoy })
      expect(person).toBe(corpIds.ada)
      await directory.unlock(person ?? '')
      expect(await corp.state('ada')).toMatchObject({ locked: false })
      await corp.lock('ada')
      expect([await directory.group('CORP\\Gatehouse'), await directory.unit(`OU=People,${corp.base}`)]).toEqual([expect.stringMatching(/^S-1-5-21-/u), `OU=People,${corp.base}`])
      await directory.check()
      // Who may be meant there is not said to be nobody, and a name without a domain may be meant there.
      const there = ['grace', 'nobody', 'PARTNER\\lise', 'lise@partner.example.test', 'nobody@partner.example.test'].map((typed) => directory.find(typed))
      for (const asked of await Promise.allSettled([...there, directory.unlock(known)])) expect(asked).toMatchObject({ status: 'rejected', reason: { kind: 'unreachable' } })
    }
    line.condition = 'fine'
    line.cut()
    await expect.poll(() => both.find('lise').catch(() => 'away')).toBe(known)
    await both.unlock(known)
    expect(await partner.state('lise')).toMatchObject({ locked: false })
    await partner.lock('lise')
  })

  test('with both away nobody gets back in, and health says so', async () => {
    const directory = severalDomains([corpDirectory(corp, { controllers: [{ host: corp.host, port: 1, address: corp.address }] }, SHORT).directory, corpDirectory(partner, { controllers: [{ host: partner.host, port: 1, address: partner.address }] }, SHORT).directory], { info() {}, warn() {} })
    closing.push(directory.close)
    await expect(directory.check()).rejects.toMatchObject({ kind: 'unreachable' })
    await expect(directory.find('CORP\\grace')).rejects.toMatchObject({ kind: 'unreachable' })
  })
})
