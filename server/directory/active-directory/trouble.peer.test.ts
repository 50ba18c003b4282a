import { Secret } from '@gatehouse/contract'
import { Client } from 'ldapts'
import { beforeAll, beforeEach, expect, test, vi } from 'vitest'
import type { BadLine } from '../../../test/peers/directory/bad-line.ts'
import { noDomain, sambaVersion } from '../../../test/peers/directory/corp-directory.ts'
import { domainOnBadLine } from '../../../test/peers/directory/domain-on-bad-line.ts'
import { ranAgainst } from '../../../test/peers/journal.ts'
import { withPeer } from '../../../test/peers/needs.ts'
import type { Domain } from '../../../test/peers/samba/domain.ts'
import { replaced } from '../../../test/peers/samba/ldif.ts'
import { CONNECTIONS, type Limits, usualLimits } from './options.ts'

const NEW = 'Brand-New-Lantern-1'
const SHORT: Limits = { connect: 1_000, ask: 1_000, call: 2_000 }

withPeer('Active Directory in trouble', await noDomain(), () => {
  const all = domainOnBadLine()
  const { opened, overLineTo, overLine, idOf, unlockedAt, beforeChange, turns, quietLine, timed, warm } = all
  let domain: Domain
  let line: BadLine
  beforeAll(async () => {
    ranAgainst(import.meta.url, await sambaVersion())
    domain = all.domain()
  })
  beforeEach(() => { line = all.line() })

  test('a hundred at once share a few connections', async () => {
    const { directory, connected } = overLine()
    const found = await Promise.all(Array.from({ length: 100 }, () => directory.find('ada')))
    expect(new Set(found).size).toBe(1)
    expect(connected()).toBeGreaterThan(0)
    expect(line.count()).toBeLessThanOrEqual(CONNECTIONS)
  })

  test('a connection that broke is opened anew, for a question and for a change', async () => {
    const { directory, connected } = overLine()
    const id = await directory.find('zoe') ?? ''
    const before = await warm(directory, connected)
    line.cut()
    expect(await directory.account(id)).toMatchObject({ locked: true })
    line.cut()
    await new Promise((resolve) => setTimeout(resolve, 20))
    await directory.unlock(id)
    expect(await directory.account(id)).toMatchObject({ locked: false })
    expect(connected()).toBe(before + 2)
    await domain.reset('zoe')
  })

  test('a question whose answer is cut off is asked again by itself', async () => {
    const { directory, connected } = overLine()
    const before = await warm(directory, connected)
    line.condition = 'mute'
    const found = directory.find('ada')
    await new Promise((resolve) => setTimeout(resolve, 50))
    line.condition = 'fine'
    line.cut()
    expect(await found).toBe(await idOf('ada'))
    expect(connected()).toBe(before + 1)
  })

  test('[S-14] an unlock whose answer is cut off is lost, though it happened, and can be finished', async () => {
    const { directory } = overLine()
    const id = await directory.find('ada') ?? ''
    turns('mute')
    const unlock = timed(directory.unlock(id))
    await unlockedAt('ada')
    line.cut()
    expect((await unlock).came).toMatchObject({ kind: 'lost' })
    line.condition = 'fine'
    await directory.unlock(id)
    await domain.reset('ada')
  })

  test('[S-14] a set password whose answer is cut off is lost, and the mark tells that it arrived', async () => {
    const { directory } = overLine()
    const id = await directory.find('ada') ?? ''
    const before = await directory.account(id)
    turns('mute')
    const set = timed(directory.setPassword(id, new Secret(NEW)))
    await unlockedAt('ada')
    line.cut()
    expect((await set).came).toMatchObject({ kind: 'lost' })
    line.condition = 'fine'
    expect((await directory.account(id))?.passwordMark).not.toBe(before?.passwordMark)
    expect(await domain.kinit('ada', NEW)).toEqual({ answer: 'ok' })
    await domain.reset('ada')
  })

  test('[S-14] a set password that never arrived is lost all the same, and the mark tells that it did not', async () => {
    const { directory } = overLine(SHORT)
    const id = await directory.find('ada') ?? ''
    const before = await directory.account(id)
    turns('stuck')
    const { came, took } = await timed(directory.setPassword(id, new Secret(NEW)))
    expect(came).toMatchObject({ kind: 'lost' })
    expect(took).toBeLessThan(SHORT.call + 800)
    line.condition = 'fine'
    expect(await directory.account(id)).toEqual(before)
    expect(await domain.kinit('ada', domain.people.ada.password)).toMatchObject({ reason: 'locked' })
  })

  test('[S-14] a set password whose answer is held back is lost when its time is up, and has taken effect', async () => {
    const { directory } = overLine(SHORT)
    const id = await directory.find('ada') ?? ''
    turns('mute')
    expect((await timed(directory.setPassword(id, new Secret(NEW)))).came).toMatchObject({ kind: 'lost' })
    expect(await domain.kinit('ada', NEW)).toEqual({ answer: 'ok' })
    await domain.reset('ada')
  })

  test('[S-14] a set password that is still on its way when its connection is cut takes effect later', async () => {
    const { directory } = overLine(SHORT)
    const id = await directory.find('ada') ?? ''
    turns('held')
    expect((await timed(directory.setPassword(id, new Secret(NEW)))).came).toMatchObject({ kind: 'lost' })
    expect(await domain.state('ada')).toMatchObject({ locked: true })
    line.release()
    await unlockedAt('ada')
    expect(await domain.kinit('ada', NEW)).toEqual({ answer: 'ok' })
    await domain.reset('ada')
  })

  test('a question whose time is up does not cut off a change that came after it', async () => {
    const longer: Limits = { ...SHORT, connect: 3_000, call: 4_000 }
    const { directory } = overLine(longer)
    const id = await directory.find('ada') ?? ''
    line.condition = 'held'
    const question = timed(directory.account(id))
    await new Promise((resolve) => setTimeout(resolve, longer.call / 2))
    const change = timed(directory.setPassword(id, new Secret(NEW)))
    expect((await question).came).toMatchObject({ kind: 'unreachable' })
    line.release()
    expect((await change).came).toBeUndefined()
    expect(await domain.kinit('ada', NEW)).toEqual({ answer: 'ok' })
    await domain.reset('ada')
  })

  test('[S-14] a change that was accepted but cannot be read back is lost, not undone', async () => {
    const { directory, connected } = overLine()
    const id = await directory.find('ada') ?? ''
    await quietLine(directory.account(id), connected)
    // The next answer is that to the change; the reading back meets a dead line, twice.
    beforeChange(() => { line.afterNextAnswer = 'dead' })
    expect((await timed(directory.unlock(id))).came).toMatchObject({ kind: 'lost' })
    expect(await domain.state('ada')).toMatchObject({ locked: false })
    await domain.reset('ada')
  })

  test('[S-14] nor is one after which the service account is let in no more', async () => {
    const { directory } = overLine()
    const id = await directory.find('ada') ?? ''
    const allowed = (control: string) => domain.database.change(replaced(domain.serviceAccount.dn, { userAccountControl: control }))
    const modify = vi.spyOn(Client.prototype, 'modify')
    modify.mockImplementationOnce(async function (this: Client, ...change) {
      modify.mockRestore()
      await this.modify(...change)
      await allowed('514')
      line.cut()
    })
    try {
      expect((await timed(directory.setPassword(id, new Secret(NEW)))).came).toMatchObject({ kind: 'lost' })
      expect(await domain.kinit('ada', NEW)).toEqual({ answer: 'ok' })
    } finally {
      await allowed('66048')
      await domain.reset('ada')
    }
  })

  test('[S-14] a set password that the directory accepts but does not show is lost: behind one name may stand another controller', async () => {
    const { directory } = overLine()
    const id = await directory.find('ada') ?? ''
    // A balancer that sends the reading back elsewhere cannot be had here: the change goes nowhere and is accepted.
    vi.spyOn(Client.prototype, 'modify').mockImplementationOnce(() => Promise.resolve())
    expect((await timed(directory.setPassword(id, new Secret(NEW)))).came).toMatchObject({ kind: 'lost' })
  })

  test('an unlock that the directory accepts but does not show is not called done', async () => {
    const { directory, connected } = overLine({ ...usualLimits, call: 30_000 })
    const id = await directory.find('ada') ?? ''
    await quietLine(directory.account(id), connected)
    beforeChange(() => { line.afterNextAnswer = 'held' })
    const unlock = timed(directory.unlock(id))
    await unlockedAt('ada')
    await domain.lock('ada')
    line.release()
    expect((await unlock).came).toMatchObject({ kind: 'not-confirmed' })
  })

  test('a directory that says nothing ends a question in time, and is found again when it speaks', async () => {
    const { directory } = overLine(SHORT)
    const id = await directory.find('ada') ?? ''
    line.condition = 'stuck'
    const { came, took } = await timed(directory.account(id))
    expect(came).toMatchObject({ kind: 'unreachable' })
    expect(took).toBeLessThan(SHORT.call + 800)
    line.condition = 'fine'
    expect(await directory.account(id)).toMatchObject({ name: 'ada' })
  })

  test('a directory that says nothing at the beginning ends in the shorter time, and nothing was sent', async () => {
    line.condition = 'stuck'
    const { directory } = overLine(SHORT)
    const { came, took } = await timed(directory.unlock('00000000-0000-4000-8000-000000000001'))
    expect(came).toMatchObject({ kind: 'unreachable' })
    expect(took).toBeLessThan(SHORT.connect + 800)
  })

  test('nobody there: unreachable at once, with the cause', async () => {
    const { came, took } = await timed(opened({ controllers: [{ host: domain.host, port: 1, address: domain.address }] }).directory.unlock('00000000-0000-4000-8000-000000000001'))
    expect(came).toMatchObject({ kind: 'unreachable', message: `unreachable: ${domain.host}:1: ECONNREFUSED` })
    expect(took).toBeLessThan(1_000)
  })

  test.each([
    ['an authority that we do not know', { ca: undefined }, /its certificate is not trusted \(\w+\)/],
    ['another name than the one we want', { name: 'dc9.corp.example.test' }, /its certificate is not trusted \(ERR_TLS_CERT_ALTNAME_INVALID\)/],
  ])('[S-05] a domain controller with a certificate of %s is not talked to, whatever the environment says', async (_, { name, ...different }: { ca?: undefined; name?: string }, words) => {
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0'
    try {
      const { came } = await timed(opened({ controllers: [{ host: name ?? domain.host, port: 636, address: domain.address }], ...different }).directory.check())
      expect(came).toMatchObject({ kind: 'unreachable' })
      expect(String(came)).toMatch(words)
    } finally {
      delete process.env['NODE_TLS_REJECT_UNAUTHORIZED']
    }
  })

  test('an address needs no name: the certificate is good for it', async () => {
    await opened({ controllers: [{ host: domain.address, port: 636 }] }).directory.check()
  })

  test('a wrong password of the service account is denied, and tried once, whatever the clock on the wall says', async () => {
    vi.setSystemTime(Date.now())
    const { directory } = opened({
      controllers: [overLineTo()], bind: { user: domain.serviceAccount.upn, password: new Secret('Wrong-Password-1') },
    })
    for (let tries = 0; tries < 5; tries++) {
      vi.setSystemTime(Date.now() + 3_600_000)
      await expect(directory.check()).rejects.toMatchObject({ kind: 'denied' })
    }
    expect(line.count()).toBe(1)
    expect(await domain.state(domain.serviceAccount.name)).toMatchObject({ locked: false })
  })

  test('a base that is not there is told by the check', async () => {
    await expect(opened({ base: 'OU=Nowhere,DC=corp,DC=example,DC=test' }).directory.check()).rejects.toMatchObject({ kind: 'denied' })
  })

  test('a domain controller that restarts is away, and then there again', async () => {
    // Nobody tries it in the background, so that what is counted is what the questions opened.
    const { directory, connected } = opened({}, usualLimits, () => () => {})
    const id = await directory.find('ada') ?? ''
    const before = await warm(directory, connected)
    const { address } = domain
    await domain.stop()
    await expect(directory.account(id)).rejects.toMatchObject({ kind: 'unreachable' })
    await expect(directory.unlock(id)).rejects.toMatchObject({ kind: 'unreachable' })
    await all.startAgain(address)
    domain = all.domain()
    // It is another clone with a certificate of the same authority, and everybody is who they were.
    expect(await directory.account(id)).toMatchObject({ name: 'ada', locked: true })
    await directory.unlock(id)
    expect(connected()).toBe(before + 1)
  })
})
