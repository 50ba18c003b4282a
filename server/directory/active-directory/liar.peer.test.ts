import { randomBytes } from 'node:crypto'
import { Secret } from '@gatehouse/contract'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { corpDirectory, noDomain, sambaVersion } from '../../../test/peers/directory/corp-directory.ts'
import { entry, type Liar, type Lies, message, startLiar, tlv } from '../../../test/peers/directory/liar.ts'
import { ranAgainst } from '../../../test/peers/journal.ts'
import { withPeer } from '../../../test/peers/needs.ts'
import { type Domain, startDomain } from '../../../test/peers/samba/domain.ts'
import { activeDirectory } from './active-directory.ts'
import type { Limits } from './options.ts'

const SHORT: Limits = { connect: 3000, ask: 1500, call: 4500 }
/** Of most nonsense nobody can say more than that it is no answer. */
const BRIEF: Limits = { connect: 3000, ask: 1000, call: 1500 }
const NOBODY = '00000000-0000-4000-8000-000000000001'
const HOUR = 3_600_000

// A real domain, and beside it somebody with its certificate who answers with lies: what no Samba can be made to say.
withPeer('A controller that lies', await noDomain(), () => {
  let domain: Domain
  const closing: (() => Promise<void>)[] = []
  beforeAll(async () => {
    ranAgainst(import.meta.url, await sambaVersion())
    domain = await startDomain()
  })
  afterEach(async () => { for (const close of closing.splice(0).reverse()) await close() })
  afterAll(() => domain.stop())

  const good = () => ({ host: domain.host, port: 636, address: domain.address })
  const endpoint = ({ port }: Liar) => ({ host: domain.host, port, address: '127.0.0.1' })
  const liarWith = async (lies: Lies) => {
    const liar = await startLiar(domain, lies)
    closing.push(liar.close)
    return liar
  }
  const opened = (controllers: ReturnType<typeof good>[], limits = SHORT) => {
    const all = corpDirectory(domain, { controllers }, limits)
    closing.push(all.directory.close)
    return all
  }

  test('who says what a sound controller says is asked, and what they know is believed', async () => {
    const liar = await liarWith({})
    expect(await opened([endpoint(liar), good()]).directory.find('grace')).toBeUndefined()
  })

  describe('who says that it', () => {
    test.each<[string, Lies, RegExp]>([
      ['is not synchronized yet', { root: { isSynchronized: ['FALSE'] } }, /is not synchronized yet/],
      ['lives in another year', { root: { currentTime: ['20010101000000.0Z'] } }, /has a clock that is \d+ hours from ours/],
      ['tells no time that there is', { root: { currentTime: ['yesterday'] } }, /does not say what a domain controller says/],
      ['is no domain controller', { root: { supportedCapabilities: ['1.2.3'] } }, /is no domain controller/],
      ['has no name among the controllers', { root: { dsServiceName: [] } }, /does not say what a domain controller says/],
      ['is of another domain', { root: { defaultNamingContext: ['DC=other,DC=example'] } }, /is a controller of another domain/],
    ])('%s is passed over, by that word in the log', async (_, lies, why) => {
      const liar = await liarWith(lies)
      const { directory, lines } = opened([endpoint(liar), good()])
      expect(await directory.find('grace')).toBeDefined()
      expect(JSON.stringify(lines)).toMatch(why)
      await expect(opened([endpoint(liar)]).directory.find('grace')).rejects.toMatchObject({ kind: 'unreachable', message: expect.stringMatching(why) as string })
    })

    test.each<[string, Lies]>([
      ['is read-only', { settings: { 'msDS-isRODC': ['TRUE'] } }],
      ['keeps a part of the secrets', { root: { supportedCapabilities: ['1.2.840.113556.1.4.800', '1.2.840.113556.1.4.1920'] } }],
      ['will not say what it is', { settings: { objectCategory: [] } }],
    ])('%s is never written to', async (_, lies) => {
      const liar = await liarWith(lies)
      const all = corpDirectory(domain, { controllers: [endpoint(liar)], changesAt: { host: domain.host } }, SHORT)
      closing.push(all.directory.close)
      await expect(all.directory.setPassword(NOBODY, new Secret('Brand-New-Lantern-1'))).rejects.toMatchObject({ kind: 'denied' })
    })
  })

  test('[S-14] an unlock that was accepted and cannot be read back is lost: nobody is told that it was not done', async () => {
    // S-1-5-21-1-2-3-1104 and S-1-5-21-1-2-3-513, MS-DTYP 2.4.2.2; and nothing else of the person.
    const sid = (last: string) => `\u0001\u0005${'\0'.repeat(5)}\u0005\u0015\0\0\0\u0001\0\0\0\u0002\0\0\0\u0003\0\0\0${last}\0\0`
    const liar = await liarWith({
      accepts: true,
      instead: (id, base) => (base.startsWith('<GUID=') ? Buffer.concat([entry(id, 'CN=somebody', { objectSid: [sid('P\u0004')], tokenGroups: [sid('\u0001\u0002')] }), message(id, tlv(0x65, tlv(0x0a, Buffer.from([0])), tlv(0x04), tlv(0x04)))]) : undefined),
    })
    const { directory } = corpDirectory(domain, { controllers: [endpoint(liar)], changesAt: { host: domain.host } }, SHORT)
    closing.push(directory.close)
    await expect(directory.unlock(NOBODY)).rejects.toMatchObject({ kind: 'lost' })
  })

  describe('nonsense in place of an answer harms nobody, and another controller is asked:', () => {
    test.each<[string, (id: number) => Buffer]>([
      ['random bytes', () => randomBytes(300)],
      ['text of another protocol', () => Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n')],
      ['a length that never comes', () => Buffer.from([0x30, 0x84, 0x7f, 0xff, 0xff, 0xff, 0x02, 0x01, 0x05])],
      ['half an answer', (id) => entry(id, 'CN=ada', { objectGUID: ['x'.repeat(200)] }).subarray(0, 60)],
      ['the answer to a question that nobody asked', (id) => message(id + 7_000, tlv(0x65, tlv(0x0a, Buffer.from([0])), tlv(0x04), tlv(0x04)))],
      ['an operation that there is not', (id) => message(id, tlv(0x7e, randomBytes(20)))],
      ['the answer to a change', (id) => message(id, tlv(0x67, tlv(0x0a, Buffer.from([0])), tlv(0x04), tlv(0x04)))],
      ['a good-bye (RFC 4511 §4.4.1)', () => message(0, tlv(0x78, tlv(0x0a, Buffer.from([52])), tlv(0x04), tlv(0x04)))],
      ['nothing at all', () => Buffer.alloc(0)],
    ])('%s', async (_, instead) => {
      const liar = await liarWith({ instead })
      const { directory } = opened([endpoint(liar), good()], { ...BRIEF, call: 5_000 })
      const alone = expect(opened([endpoint(liar)], BRIEF).directory.find('grace')).rejects.toMatchObject({ kind: 'unreachable' })
      expect(await directory.find('grace')).toBeDefined()
      await alone
    })

    test.each<[string, Readonly<Record<string, readonly string[]>>]>([
      ['an objectGUID that is none', { objectGUID: ['short'], userPrincipalName: ['grace@corp.example.test'] }],
      ['a person without an objectGUID', { userPrincipalName: ['grace@corp.example.test'] }],
    ])('%s is nobody', async (_, attributes) => {
      const liar = await liarWith({ instead: (id) => Buffer.concat([entry(id, 'CN=grace', attributes), message(id, tlv(0x65, tlv(0x0a, Buffer.from([0])), tlv(0x04), tlv(0x04)))]) })
      expect(await opened([endpoint(liar)]).directory.find('grace')).toBeUndefined()
    })
  })

  test('a real controller is passed over when our own clock is hours from its: one of both is wrong, and it is said', async () => {
    const { options } = opened([good()])
    const directory = activeDirectory(options, { info() {}, warn() {} }, { limits: SHORT, now: () => Date.now() + 2 * HOUR })
    closing.push(directory.close)
    await expect(directory.find('grace')).rejects.toMatchObject({ kind: 'unreachable', message: 'unreachable: it has a clock that is 2 hours from ours: one of both is wrong' })
  })
})
