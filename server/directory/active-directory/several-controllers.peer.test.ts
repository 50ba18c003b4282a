import { Secret } from '@gatehouse/contract'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { badLine, type BadLine } from '../../../test/peers/directory/bad-line.ts'
import { corpDirectory, noDomain, sambaVersion } from '../../../test/peers/directory/corp-directory.ts'
import { noDns, startDns } from '../../../test/peers/dns/dnsmasq.ts'
import { ranAgainst } from '../../../test/peers/journal.ts'
import { withPeer } from '../../../test/peers/needs.ts'
import type { SeveralName } from '../../../test/peers/samba/corp.ts'
import { type Controllers, startControllers } from '../../../test/peers/samba/several/several.ts'
import type { DomainOptions, Endpoint, Limits } from './options.ts'

const NEW = new Secret('Brand-New-Lantern-1')
const SHORT: Limits = { connect: 1_000, ask: 1_000, call: 6_000 }

// Three real controllers of one domain, which copy from each other only when a test says so.
withPeer('Several domain controllers', (await noDomain()) ?? noDns(), () => {
  let three: Controllers
  const lines: BadLine[] = []
  const closing: (() => Promise<void>)[] = []
  beforeAll(async () => {
    ranAgainst(import.meta.url, await sambaVersion())
    three = await startControllers()
  })
  afterEach(async () => {
    await Promise.all(closing.splice(0).map((close) => close()))
    await Promise.all(lines.splice(0).map((line) => line.close()))
  })
  afterAll(() => three.stop())

  const at = (name: SeveralName): Endpoint => ({ host: three[name].host, port: 636, address: three[name].address })
  const opened = (different: Partial<DomainOptions>, limits: Limits = SHORT) => {
    const all = corpDirectory(three.dc1, different, limits)
    closing.push(all.directory.close)
    return all
  }
  /** A way to a controller that can be made bad. */
  const overLine = async (name: SeveralName): Promise<{ line: BadLine; endpoint: Endpoint }> => {
    const line = await badLine({ host: three[name].address, port: 636 })
    lines.push(line)
    return { line, endpoint: { host: three[name].host, port: line.port, address: '127.0.0.1' } }
  }
  const idOf = async (name: string) => {
    const id = await opened({ controllers: [at('dc1')] }).directory.find(name)
    if (id === undefined) throw new Error(`${name} is not found`)
    return id
  }
  const isLocked = async (where: SeveralName, name: string) => (await three[where].state(name))?.locked

  test('accounts are changed at the PDC emulator, wherever it stands in the list, and nowhere else', async () => {
    const id = await idOf('grace')
    await three.dc1.lock('grace')
    await three.replicate('dc1', 'dc2')
    const { directory } = opened({ controllers: [at('rodc'), at('dc2'), at('dc1')] })
    expect(await directory.account(id)).toMatchObject({ locked: true, controller: three.dc1.host })
    await directory.unlock(id)
    expect([await isLocked('dc1', 'grace'), await isLocked('dc2', 'grace')]).toEqual([false, true])
    await three.replicate('dc1', 'dc2')
  })

  test('a PDC emulator that is not among the controllers is named, and nothing is changed elsewhere', async () => {
    const { directory } = opened({ controllers: [at('dc2'), at('rodc')] })
    const id = await directory.find('grace') ?? ''
    await expect(directory.unlock(id)).rejects.toThrow(/^unreachable: .*CN=NTDS Settings,CN=DC1/)
  })

  test('any that may be written to: the read-only one is passed over though it stands first', async () => {
    const id = await idOf('zoe')
    await three.dc2.lock('zoe')
    const { directory } = opened({ controllers: [at('rodc'), at('dc2'), at('dc1')], changesAt: 'any-writable' })
    expect(await directory.account(id)).toMatchObject({ locked: true, controller: three.dc2.host })
    await directory.unlock(id)
    expect(await isLocked('dc2', 'zoe')).toBe(false)
  })

  test.each([['named in the settings', { changesAt: { host: 'rodc.corp.example.test' } }], ['the only one', { changesAt: 'any-writable' as const, controllers: undefined }]])(
    'a read-only controller that is %s changes nothing', async (_, different) => {
      const id = await idOf('grace')
      const { directory } = opened({ changesAt: different.changesAt, controllers: [at('rodc')] })
      await expect(directory.unlock(id)).rejects.toThrow(/^denied: .*(?:accounts are not changed there|every domain controller that answers is read-only)/)
      await expect(directory.setPassword(id, NEW, three.rodc.host)).rejects.toMatchObject({ kind: 'denied' })
    })

  test('a named controller is the one that is changed', async () => {
    const id = await idOf('grace')
    const { directory } = opened({ controllers: [at('dc1'), at('dc2')], changesAt: { host: three.dc2.host } })
    await directory.setPassword(id, NEW)
    expect(await three.dc2.kinit('grace', NEW.reveal())).toEqual({ answer: 'ok' })
    expect(await three.dc1.kinit('grace', NEW.reveal())).not.toEqual({ answer: 'ok' })
    await three.replicate('dc2', 'dc1')
    expect(await three.dc1.kinit('grace', NEW.reveal())).toEqual({ answer: 'ok' })
    await three.dc1.reset('grace')
    await three.replicate('dc1', 'dc2')
  })

  test('what was done is not yet at the controller of the workstation, and is once it was copied there', async () => {
    const id = await idOf('grace')
    const { directory } = opened({ controllers: [at('dc1'), at('dc2'), at('rodc')] })
    const arrived = (workstation: object) => directory.arrived(id, 'set-password', three.dc1.host, workstation)
    await directory.setPassword(id, NEW)
    for (const workstation of [{ controller: three.dc2.host }, { controller: 'DC2' }, { site: 'Berlin' }, { site: 'berlin', controller: 'elsewhere.example' }]) {
      expect([workstation, await arrived(workstation)]).toEqual([workstation, false])
    }
    expect(await arrived({ controller: three.dc1.host })).toBe(true)
    await three.replicate('dc1', 'dc2')
    expect(await arrived({ controller: three.dc2.host })).toBe(true)
    // The read-only one copies the mark too, though not the password.
    expect(await arrived({ controller: three.rodc.host })).toBe(false)
    await three.replicate('dc1', 'rodc')
    expect(await arrived({ controller: three.rodc.host })).toBe(true)
    await three.dc1.reset('grace')
  })

  test('an unlock that is not yet known where the person signs in', async () => {
    const id = await idOf('ada')
    await three.dc1.lock('ada')
    await three.replicate('dc1', 'dc2')
    const { directory } = opened({ controllers: [at('dc1'), at('dc2')] })
    await directory.unlock(id)
    const arrived = () => directory.arrived(id, 'unlock', three.dc1.host, { site: 'Berlin' })
    expect(await arrived()).toBe(false)
    await three.replicate('dc1', 'dc2')
    expect(await arrived()).toBe(true)
  })

  test('a host that the client names and we do not know is nobody: nothing connects to it', async () => {
    const { line, endpoint } = await overLine('dc2')
    const { directory } = opened({ controllers: [at('dc1')] })
    const id = await directory.find('grace') ?? ''
    for (const controller of [endpoint.host, `127.0.0.1:${line.port}`, '127.0.0.1']) {
      expect(await directory.arrived(id, 'unlock', three.dc1.host, { controller, site: 'Nowhere' })).toBeUndefined()
    }
    expect(line.count()).toBe(0)
  })

  test.each(['dead', 'stuck', 'mute'] as const)('a controller that is %s is passed over, left alone, and returned to', async (condition) => {
    const { line, endpoint } = await overLine('dc2')
    line.condition = condition
    const { directory, lines: said, watched } = opened({ controllers: [endpoint, at('dc1')] })
    const start = performance.now()
    const id = await directory.find('grace')
    expect(id).toBeDefined()
    expect(watched).toMatchObject({ rests: { [three.dc2.host]: true, [three.dc1.host]: false }, failed: { [three.dc2.host]: expect.any(Number) as number } })
    expect(performance.now() - start).toBeLessThan(SHORT.call)
    const before = line.count()
    const again = performance.now()
    await Promise.all(Array.from({ length: 20 }, () => directory.find('ada')))
    // Nobody waits for it any more; at most the background has looked at it.
    expect(performance.now() - again).toBeLessThan(SHORT.ask)
    expect(line.count() - before).toBeLessThanOrEqual(2)
    line.condition = 'fine'
    await expect.poll(async () => {
      await directory.find('grace')
      return said.some(({ message }) => message === 'a domain controller is back')
    }).toBe(true)
    expect(watched.rests).toEqual({ [three.dc2.host]: false, [three.dc1.host]: false })
  })

  test('a question goes on at the next controller when the connection of the first is cut in the middle', async () => {
    const { line, endpoint } = await overLine('dc2')
    const { directory } = opened({ controllers: [endpoint, at('dc1')] })
    const id = await directory.find('grace')
    line.condition = 'mute'
    const asked = directory.find('grace')
    await new Promise((resolve) => setTimeout(resolve, 100))
    line.condition = 'dead'
    line.cut()
    expect(await asked).toBe(id)
  })

  test('[S-14] a change whose controller goes away is lost, and no other controller is asked to make it', async () => {
    const id = await idOf('grace')
    const { line, endpoint } = await overLine('dc2')
    const { directory } = opened({ controllers: [endpoint, at('dc1')], changesAt: 'any-writable' })
    const before = await directory.account(id)
    expect(before?.controller).toBe(three.dc2.host)
    const password = new Secret(NEW.reveal())
    // Right before it is sent.
    Object.defineProperty(password, 'reveal', { value: () => { line.condition = 'mute'; return NEW.reveal() } })
    const set = directory.setPassword(id, password, before?.controller).catch((error: unknown) => error)
    await expect.poll(() => three.dc2.kinit('grace', NEW.reveal())).toEqual({ answer: 'ok' })
    line.condition = 'dead'
    line.cut()
    expect(await set).toMatchObject({ kind: 'lost' })
    // Another one does not know of it: it must not be asked what became of it, and is not.
    expect(await three.dc1.kinit('grace', NEW.reveal())).not.toEqual({ answer: 'ok' })
    await expect(directory.account(id, before?.controller)).rejects.toMatchObject({ kind: 'unreachable' })
    line.condition = 'fine'
    expect((await directory.account(id, before?.controller))?.passwordMark).not.toBe(before?.passwordMark)
    await three.dc2.reset('grace')
  })

  test('[S-14] while the controller of a lost change stays away, another tells what became of it once it has heard of it', async () => {
    const id = await idOf('grace')
    const { line, endpoint } = await overLine('dc2')
    const { directory } = opened({ controllers: [endpoint, at('dc1'), at('rodc')], changesAt: 'any-writable' })
    const before = await directory.account(id)
    const sent = { choice: 'set-password', since: Date.now(), passwordMark: before?.passwordMark ?? '', controller: three.dc2.host, stamp: before?.stamps?.['set-password'] ?? '' } as const
    const became = () => directory.became(id, sent)
    expect(await became()).toBe('not-done')
    await directory.setPassword(id, NEW, before?.controller)
    expect(await became()).toBe('done')
    line.condition = 'dead'
    line.cut()
    await expect(directory.account(id, before?.controller)).rejects.toMatchObject({ kind: 'unreachable' })
    expect(await became()).toBeUndefined()
    // The read-only one hears of it, and has no secrets to tell by.
    await three.replicate('dc2', 'rodc')
    expect(await became()).toBeUndefined()
    await three.replicate('dc2', 'dc1')
    expect(await became()).toBe('done')
    // What came over it later leaves open what was before.
    await opened({ controllers: [at('dc1')] }).directory.setPassword(id, new Secret('Another-Lantern-2'))
    expect(await became()).toBeUndefined()
    await three.replicate('dc1', 'dc2')
    line.condition = 'fine'
    await expect.poll(became).toBe('never-known')
    await three.dc1.reset('grace')
    await three.replicate('dc1', 'dc2')
  })

  test('[S-14] a lost unlock is told likewise', async () => {
    const id = await idOf('zoe')
    await three.dc2.lock('zoe')
    const { line, endpoint } = await overLine('dc2')
    const { directory } = opened({ controllers: [endpoint, at('dc1')], changesAt: 'any-writable' })
    const before = await directory.account(id)
    const sent = { choice: 'unlock', since: Date.now(), passwordMark: before?.passwordMark ?? '', controller: three.dc2.host, stamp: before?.stamps?.unlock ?? '' } as const
    await directory.unlock(id, before?.controller)
    line.condition = 'dead'
    line.cut()
    await expect(directory.account(id, before?.controller)).rejects.toMatchObject({ kind: 'unreachable' })
    expect(await directory.became(id, sent)).toBeUndefined()
    await three.replicate('dc2', 'dc1')
    expect(await directory.became(id, sent)).toBe('done')
  })

  test.each<[string, (good: Endpoint) => Partial<DomainOptions>]>([
    ['has the certificate of another', (good) => ({ controllers: [{ ...at('dc2'), host: 'dc9.corp.example.test' }, good] })],
    ['is not there at all', (good) => ({ controllers: [{ ...at('dc2'), port: 1 }, good] })],
  ])('a controller that %s is passed over', async (_, different) => {
    const { directory } = opened(different(at('dc1')))
    expect(await directory.find('grace')).toBeDefined()
  })

  test('a controller of another domain is passed over, by what it says of itself', async () => {
    const { directory, lines: said } = opened({ controllers: [at('dc1')], base: 'DC=other,DC=example,DC=test' })
    await expect(directory.find('grace')).rejects.toMatchObject({ kind: 'unreachable', message: 'unreachable: it is a controller of another domain' })
    expect(JSON.stringify(said)).toContain(three.dc1.host)
  })

  test('controllers are found by DNS, those of the site first, and their addresses by the same servers', async () => {
    const ofDomain = '_ldap._tcp.dc._msdcs.corp.example.test'
    const dns = await startDns({
      zone: 'corp.example.test',
      services: [
        { name: ofDomain, host: three.dc1.host, port: 389 }, { name: ofDomain, host: three.dc2.host, port: 389 },
        { name: '_ldap._tcp.Berlin._sites.dc._msdcs.corp.example.test', host: three.dc2.host, port: 389 },
      ],
      hosts: { [three.dc1.host]: three.dc1.address, [three.dc2.host]: three.dc2.address },
    })
    try {
      const { directory, lines: said } = opened({ controllers: { site: 'Berlin', resolvers: [dns.server] } })
      const id = await directory.find('grace') ?? ''
      const connected = () => said.filter(({ message }) => message === 'connected to the directory').map(({ facts }) => 'host' in facts && facts.host)
      expect(connected()[0]).toBe(three.dc2.host)
      expect(await directory.account(id)).toMatchObject({ controller: three.dc1.host })
    } finally {
      await dns.stop()
    }
  })

  test('a DNS that names nobody, or does not answer, is told apart from a directory that is away', async () => {
    const dns = await startDns({ zone: 'corp.example.test', services: [], hosts: {} })
    await expect(opened({ controllers: { resolvers: [dns.server] } }).directory.check()).rejects.toMatchObject({ kind: 'unreachable', message: 'unreachable: DNS names no domain controller of corp.example.test' })
    await dns.stop()
    await expect(opened({ controllers: { resolvers: [dns.server] } }).directory.check()).rejects.toThrow(/^unreachable: .*DNS/)
  })
})
