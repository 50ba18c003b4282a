import { Control } from 'ldapts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { noDomain, sambaVersion } from '../directory/corp-directory.ts'
import { DONE, type Hands, handsOf, NO_RIGHTS } from '../directory/hands.ts'
import { ranAgainst } from '../journal.ts'
import { withPeer } from '../needs.ts'
import { unitDn } from './corp.ts'
import { type Domain, startDomain } from './domain.ts'
import { groupDn } from './groups.ts'
import { replaced } from './ldif.ts'
import { people } from './people.ts'
import { type Grant, type Right, rights, rightsOf } from './rights.ts'

// RFC 4511 constraintViolation.
const CONSTRAINT = 19
const quoted = (password: string) => Buffer.from(`"${password}"`, 'utf16le')
const NEW = 'Brand-New-Lantern-1'
const { grace, katherine, barbara, jean, frances, sophie } = people

const needed = rights.filter(({ set }) => set === 'recovery')
const readConfidential = rights.filter(({ set }) => set === 'confidential-attributes')

/** What Gatehouse does to an account, and the right without which it cannot. */
const deeds = {
  'reset-password': (hands: Hands, dn: string) => hands.replace(dn, 'unicodePwd', quoted(NEW)),
  'lockout-time': (hands: Hands, dn: string) => hands.replace(dn, 'lockoutTime', '0'),
  'pwd-last-set': (hands: Hands, dn: string) => hands.replace(dn, 'pwdLastSet', '0'),
}
const outOfReach = ['reset-password', 'lockout-time', 'pwd-last-set'].map(() => NO_RIGHTS)

withPeer("the service account's rights", await noDomain(), () => {
  let domain: Domain
  let hands: Hands
  let grant: Grant
  beforeAll(async () => {
    ranAgainst(import.meta.url, await sambaVersion())
    domain = await startDomain()
    hands = await handsOf(domain, domain.serviceAccount)
    grant = await rightsOf(domain.database)
  })
  afterAll(async () => {
    await hands.end()
    await domain.stop()
  })
  const tryAll = async (dn: string) => {
    const codes: number[] = []
    for (const deed of Object.values(deeds)) codes.push(await deed(hands, dn))
    return codes
  }

  test('[S-20] with the rights that are shipped it does what Gatehouse needs', async () => {
    expect(needed.map(({ id }) => id)).toEqual(Object.keys(deeds))
    expect(await tryAll(grace.dn)).toEqual([DONE, DONE, DONE])
  })

  test.each(needed)('[S-20] without $id, $without', async ({ id }: Right) => {
    await grant(needed.filter((right) => right.id !== id))
    const came = await tryAll(grace.dn)
    await grant(needed)
    expect(came).toEqual(Object.keys(deeds).map((deed) => (deed === id ? NO_RIGHTS : DONE)))
    expect(await tryAll(grace.dn)).toEqual([DONE, DONE, DONE])
  })

  test('[S-20] of all attributes that a person may have, it can write these two', async () => {
    expect(await written(grace.dn)).toEqual(['lockoutTime', 'pwdLastSet'])
    expect((await hands.read(grace.dn, 'allowedAttributesEffective'))['allowedAttributesEffective']).toEqual(['lockoutTime', 'pwdLastSet'])
  })

  test('a right too many is seen by that test', async () => {
    const tooMany = needed.map((right) => ({ ...right, ace: right.ace.replace('28630ebf-41d5-11d1-a9c1-0000f80367c1', 'bf967950-0de6-11d0-a285-00aa003049e2') }))
    await grant(tooMany)
    expect(await written(grace.dn)).toEqual(['description', 'pwdLastSet'])
    await grant(needed)
  })

  describe('[S-20] it can do nothing', () => {
    test.each([
      ['to people of another unit', katherine.dn],
      ['to an administrator', barbara.dn],
      ['to who was an administrator once', jean.dn],
      ['to the built-in administrator', `CN=Administrator,CN=Users,DC=corp,DC=example,DC=test`],
      ['to the key of Kerberos', 'CN=krbtgt,CN=Users,DC=corp,DC=example,DC=test'],
      ['to a computer', `CN=PC-17,${unitDn('People')}`],
      ['to a domain controller', 'CN=DC1,OU=Domain Controllers,DC=corp,DC=example,DC=test'],
      ['to a trust', 'CN=PARTNER$,CN=Users,DC=corp,DC=example,DC=test'],
    ])('%s', async (_, dn) => {
      expect(await tryAll(dn)).toEqual(outOfReach)
      expect(await effective(dn)).toEqual([])
    })

    test('to the units, the groups and the domain themselves', async () => {
      const places = [unitDn('People'), unitDn('Contractors'), domain.base, groupDn('Gatehouse'), groupDn('Domain Admins'), 'CN=AdminSDHolder,CN=System,DC=corp,DC=example,DC=test']
      for (const dn of places) {
        expect([dn, await effective(dn)]).toEqual([dn, []])
        expect([dn, await hands.replace(dn, 'description', 'mine')]).toEqual([dn, NO_RIGHTS])
      }
    })

    test('to its own rights, or to those of anybody else', async () => {
      const everything = Buffer.from('010004800000000000000000000000001400000002001c000100000000001400ff010f00010100000000000100000000', 'hex')
      for (const dn of [domain.serviceAccount.dn, grace.dn, unitDn('People'), domain.base]) {
        const before = await domain.database.dacl(dn)
        // Samba 4.24 calls it a breach of a constraint where it is one's own account.
        expect([NO_RIGHTS, CONSTRAINT]).toContain(await hands.replace(dn, 'nTSecurityDescriptor', everything))
        expect(await domain.database.dacl(dn)).toBe(before)
      }
    })

    test('about who is in a group, itself included', async () => {
      for (const group of ['Gatehouse', 'Domain Admins', 'Tier Zero', 'Strict Passwords'] as const) {
        for (const dn of [domain.serviceAccount.dn, grace.dn]) expect([group, await hands.replace(groupDn(group), 'member', dn)]).toEqual([group, NO_RIGHTS])
      }
    })

    test('that makes, removes, moves or renames anything', async () => {
      const at = unitDn('People')
      for (const [objectClass, dn] of [['user', `CN=New,${at}`], ['group', `CN=New,${at}`], ['organizationalUnit', `OU=New,${at}`], ['contact', `CN=New,${at}`]] as const) {
        expect([objectClass, await hands.create(dn, { objectClass, ...(dn.startsWith('CN') && objectClass !== 'contact' && { sAMAccountName: 'new' }) })]).toEqual([objectClass, NO_RIGHTS])
      }
      for (const { dn } of [grace, frances, katherine]) {
        expect([dn, await hands.remove(dn)]).toEqual([dn, NO_RIGHTS])
        expect([dn, await hands.move(dn, `CN=Renamed,${at}`)]).toEqual([dn, NO_RIGHTS])
      }
      expect(await hands.move(katherine.dn, katherine.dn.replace(unitDn('Contractors'), at))).toBe(NO_RIGHTS)
    })

    test('that reads a secret: passwords, what is confidential, or the changes of all', async () => {
      const secrets = ['unicodePwd', 'ntPwdHistory', 'lmPwdHistory', 'supplementalCredentials', 'dBCSPwd']
      const found = await hands.read(grace.dn, ...secrets)
      expect(found).toEqual(Object.fromEntries(secrets.map((name) => [name, []])))
      const dirSync = new DirSync()
      expect(await hands.search(domain.base, '(objectClass=user)', dirSync)).not.toBe(DONE)
    })
  })

  test('[S-20] a confidential attribute is read where it was granted, and no other', async () => {
    const schema = 'CN=Schema,CN=Configuration,DC=corp,DC=example,DC=test'
    const attributes = [`CN=Other-Mailbox,${schema}`, `CN=Phone-Mobile-Primary,${schema}`]
    // MS-ADTS 3.1.1.2.3: searchFlags fCONFIDENTIAL.
    for (const dn of attributes) await domain.database.changeSchema(replaced(dn, { searchFlags: '128' }))
    const read = () => hands.read(sophie.dn, 'otherMailbox', 'mobile')
    await expect.poll(read).toEqual({ otherMailbox: [], mobile: [] })
    await grant([...needed, ...readConfidential], ['0296c123-40da-11d1-a9c0-0000f80367c1'])
    expect(await read()).toEqual({ otherMailbox: [sophie.privateMail], mobile: [] })
    expect(await hands.replace(sophie.dn, 'otherMailbox', 'thief@private.example')).toBe(NO_RIGHTS)
    await grant(needed)
    for (const dn of attributes) await domain.database.changeSchema(replaced(dn, { searchFlags: '0' }))
  })

  /** What the directory says that we may write, make or change the rights of there: MS-ADTS 3.1.1.4.5.4 and the two after it. */
  async function effective(dn: string): Promise<readonly string[]> {
    const said = await hands.read(dn, 'allowedAttributesEffective', 'allowedChildClassesEffective', 'sDRightsEffective')
    return Object.values(said).flat().filter((one) => one !== '0')
  }

  /** Tries to write each attribute that the schema allows. @returns those that were not refused */
  async function written(dn: string): Promise<string[]> {
    const { allowedAttributes = [] } = await hands.read(dn, 'allowedAttributes')
    expect(allowedAttributes.length).toBeGreaterThan(300)
    const done: string[] = []
    for (const attribute of allowedAttributes) {
      for (const value of ['0', 'TRUE', 'text', domain.serviceAccount.dn]) {
        if (await hands.replace(dn, attribute, value) !== DONE) continue
        done.push(attribute)
        break
      }
    }
    return done.toSorted()
  }
})

/** MS-ADTS 3.1.1.3.4.1.3: the changes of everything in a domain, passwords included, for who may replicate. */
class DirSync extends Control {
  constructor() {
    super('1.2.840.113556.1.4.841', { critical: true })
  }

  override writeControl(writer: Parameters<Control['write']>[0]): void {
    const value = Buffer.from('300b0201000203100000' + '0400', 'hex')
    writer.writeBuffer(value, 0x04)
  }
}
