import { Secret } from '@gatehouse/contract'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { corpDirectory, noDomain, sambaVersion } from '../../../test/peers/directory/corp-directory.ts'
import { ranAgainst } from '../../../test/peers/journal.ts'
import { withPeer } from '../../../test/peers/needs.ts'
import { unitDn } from '../../../test/peers/samba/corp.ts'
import { type Domain, startDomain } from '../../../test/peers/samba/domain.ts'
import { replaced } from '../../../test/peers/samba/ldif.ts'
import { notPeople } from '../../../test/peers/samba/not-people.ts'
import type { PersonName } from '../../../test/peers/samba/people.ts'
import type { Directory } from '../../recovery/ports.ts'
import { portal } from '../../registration-portal.scenario.ts'
import { importRows } from '../../registration/import/import.ts'
import { readImport } from '../../registration/import/rows.ts'
import { lookForVanished } from '../../registration/vanished.ts'

const NEW = 'Brand-New-Lantern-1'
const secret = (text: string) => new Secret(text)

withPeer('Active Directory', await noDomain(), () => {
  let domain: Domain
  let directory: Directory
  let said: object[]
  beforeAll(async () => {
    ranAgainst(import.meta.url, await sambaVersion())
    domain = await startDomain()
  })
  beforeEach(async () => {
    const { directory: opened, lines } = corpDirectory(domain)
    directory = opened
    said = lines
    return () => opened.close()
  })
  afterAll(() => domain.stop())

  const idOf = async (name: PersonName) => {
    const id = await directory.find(name)
    if (id === undefined) throw new Error(`${name} is not found`)
    return id
  }
  test('a person is found in each spelling, in any case, as one and the same', async () => {
    const id = await idOf('ada')
    expect(id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
    for (const typed of ['ADA', 'CORP\\ada', 'corp\\Ada', 'corp.example.test\\ada', 'ada@corp.example.test', 'Ada@CORP.EXAMPLE.TEST'])
      expect([typed, await directory.find(typed)]).toEqual([typed, id])
  })

  test.each<[PersonName, string]>([['zoe', 'zoe'], ['hazuki', '葉月'], ['hazuki', 'CORP\\葉月'], ['hazuki', '葉月@corp.example.test'],
    ['maximiliane', 'maximiliane.hohenste'], ['maximiliane', 'maximiliane.wilhelmina.von.hohenstein-wittelsbach@corp.example.test']])(
    '%s is found as %s', async (name, typed) => {
      const id = await directory.find(typed)
      expect(id).toBeDefined()
      expect(await directory.account(id ?? '')).toMatchObject({ name: domain.people[name].name })
    })

  test('the short name of the domain may also be said by the options', async () => {
    const { directory: told } = corpDirectory(domain, { netbiosName: 'OTHER' })
    expect([await told.find('OTHER\\ada'), await told.find('CORP\\ada')]).toEqual([await idOf('ada'), undefined])
    await told.close()
  })

  test('a principal that does not follow from the account is found, and so is the one that does', async () => {
    const id = await idOf('grace')
    await domain.database.change(replaced(domain.people.grace.dn, { userPrincipalName: 'grace.forgetful@mail.example' }))
    expect(await directory.find('grace.forgetful@mail.example')).toBe(id)
    expect(await directory.find('grace@corp.example.test')).toBe(id)
    await domain.database.change(replaced(domain.people.grace.dn, { userPrincipalName: domain.people.grace.upn }))
  })

  test.each(['nobody', 'OTHER\\ada', '.\\ada', 'ada@elsewhere.example', 'DC1$', ...Object.values(notPeople), 'pc-17@corp.example.test', 'partner@corp.example.test', 'Domain Users', 'Ada Locked', '*', 'a*', 'ada)(objectClass=*', 'ada)(|(cn=*',
    '\\2a', 'CORP\\*', 'a*@corp.example.test', '(ada)', 'ada\\', 'ada\0'])('%j is nobody', async (typed) => {
    expect(await directory.find(typed)).toBeUndefined()
  })

  test.each<[PersonName, object]>([
    ['ada', { locked: true, disabled: false, passwordExpired: false }],
    ['grace', { locked: false, disabled: false, passwordExpired: false }],
    ['linus', { locked: false, disabled: true, passwordExpired: false }],
    ['dorothy', { locked: false, disabled: false, passwordExpired: true }],
    ['margaret', { locked: false, disabled: false, passwordExpired: true, passwordMark: '0' }],
    ['zoe', { locked: true, disabled: false, passwordExpired: false }],
    ['katherine', { locked: true, disabled: false, passwordExpired: false }],
  ])('the state of %s is what the domain says', async (name, state) => {
    expect(await directory.account(await idOf(name))).toMatchObject({ name, accountExpired: false, ...state })
  })

  test('an account that has expired', async () => {
    await domain.database.change(replaced(domain.people.linus.dn, { accountExpires: '131000000000000000' }))
    expect(await directory.account(await idOf('linus'))).toMatchObject({ accountExpired: true })
    await domain.database.change(replaced(domain.people.linus.dn, { accountExpires: '0' }))
  })

  test('an account that is not there is null, has no address, and cannot be changed', async () => {
    const nobody = '00000000-0000-4000-8000-000000000001'
    expect(await directory.account(nobody)).toBeNull()
    expect(await directory.privateMail(nobody)).toBeUndefined()
    await expect(directory.unlock(nobody)).rejects.toMatchObject({ kind: 'gone' })
    await expect(directory.setPassword(nobody, secret(NEW))).rejects.toMatchObject({ kind: 'gone' })
  })

  test('[F-17] an account that was deleted and made again under its name is somebody else: what the first one registered is not theirs, and is missed', async () => {
    const dn = `CN=Again,${unitDn('People')}`
    const made = `dn: ${dn}\nobjectClass: user\nsAMAccountName: again\nuserAccountControl: 514\n\n`
    const person = async () => (await directory.find('again')) ?? expect.fail('was just made')
    await domain.database.add(made)
    const first = await person()
    await domain.database.change(`dn: ${dn}\nchangetype: delete\n\n`)
    expect(await directory.find('again')).toBeUndefined()
    await domain.database.add(made)
    const second = await person()
    expect(second).not.toBe(first)
    const ada = await idOf('ada')
    const missed: [string, number | null][] = []
    const people = {
      after: (last: string) => Promise.resolve(last === '' ? [first, second, ada].map((one) => ({ person: one, missedSince: null })) : []),
      miss: (who: string, since: number | null) => Promise.resolve(void missed.push([who, since])),
      forget: () => expect.fail('nobody is forgotten at the first look'),
    }
    expect(await lookForVanished({ people, directory, days: 30, now: () => 77 })).toEqual({ looked: 3, missing: 1, forgotten: 0 })
    expect(missed).toEqual([[first, 77]])
    await domain.database.change(`dn: ${dn}\nchangetype: delete\n\n`)
  })

  test('the private address is the one kept for it', async () => {
    expect(await directory.privateMail(await idOf('ada'))).toBe('ada@private.example')
    expect(await directory.privateMail(await idOf('hedy'))).toBeUndefined()
    await domain.database.change(replaced(domain.people.hedy.dn, { mail: 'hedy@corp.example', otherMailbox: ['Hedy@corp.example', 'hedy@private.example'] }))
    expect(await directory.privateMail(await idOf('hedy'))).toBe('hedy@private.example')
    expect(await directory.ownMail(await idOf('hedy'))).toBe('hedy@corp.example')
    await domain.database.change(replaced(domain.people.hedy.dn, { mail: [], otherMailbox: [] }))
  })

  test('[S-16] no address of the account’s own mailbox is one for codes: neither what the directory holds as the private one, nor what a file brings', async () => {
    const id = await idOf('hedy')
    const own = { mail: 'hedy@corp.example', proxyAddresses: ['SMTP:hedy@corp.example', 'smtp:H.Lamarr@corp.example', 'sip:hedy@corp.example'] }
    await domain.database.change(replaced(domain.people.hedy.dn, { ...own, otherMailbox: ['h.lamarr@corp.example', 'hedy+home@corp.example', 'hedy@private.example'] }))
    expect(await directory.privateMail(id)).toBe('hedy@private.example')
    expect([...await directory.ownMailboxes(id)].toSorted()).toEqual([...own.proxyAddresses, own.mail, domain.people.hedy.upn].toSorted())
    expect(await directory.ownMailboxes('00000000-0000-4000-8000-000000000001')).toEqual([])
    const file = ['account,mail', 'hedy,h.lamarr@corp.example', 'hedy,HEDY@corp.example.test', 'hedy,hedy@private.example'].join('\n')
    const { rows, mistakes } = readImport(Buffer.from(file), { number: () => undefined, isAddress: () => true })
    const { registrations, now } = portal()
    const report = await importRows(rows, { directory, registrations, replace: false, dryRun: false, outsideFrom: now, caseNumber: () => 'CASE', now })
    const refused = { what: 'mail is an address of the account’s own mailbox, which nobody opens who is locked out', right: 'must be another address of theirs' }
    expect([mistakes, report]).toEqual([[], { added: 1, replaced: 0, unchanged: 0, kept: 0, refused: [{ line: 2, ...refused }, { line: 3, ...refused }] }])
    expect((await registrations.read(id)).has.mail.map(({ value }) => value.reveal())).toEqual(['hedy@private.example'])
    await domain.database.change(replaced(domain.people.hedy.dn, { mail: [], proxyAddresses: [], otherMailbox: [] }))
  })

  test('the mobile number is given as it is spelled, and an account without mailbox or number has none', async () => {
    expect(await directory.privateNumber(await idOf('linus'))).toBe('+49 (0)171 3920013')
    expect(await directory.privateNumber(await idOf('hedy'))).toBeUndefined()
    expect(await directory.ownMail(await idOf('hedy'))).toBeUndefined()
  })

  test('[S-16] the mailbox of the manager that the directory names; none where it names nobody, or one without a mailbox', async () => {
    const id = await idOf('hedy')
    expect(await directory.managerMail?.(id)).toBeUndefined()
    await domain.database.change(replaced(domain.people.hedy.dn, { manager: domain.people.linus.dn }))
    await domain.database.change(replaced(domain.people.linus.dn, { mail: [] }))
    expect(await directory.managerMail?.(id)).toBeUndefined()
    await domain.database.change(replaced(domain.people.linus.dn, { mail: 'linus@corp.example' }))
    expect(await directory.managerMail?.(id)).toBe('linus@corp.example')
    await domain.database.change(replaced(domain.people.hedy.dn, { manager: [] }))
  })

  test('[F-03] an unlock lets a locked-out person in with the password they have', async () => {
    const id = await idOf('ada')
    expect(await domain.kinit('ada', domain.people.ada.password)).toMatchObject({ reason: 'locked' })
    const before = await directory.account(id)
    await directory.unlock(id)
    expect(await directory.account(id)).toMatchObject({ locked: false, passwordMark: before?.passwordMark })
    expect(await domain.kinit('ada', domain.people.ada.password)).toEqual({ answer: 'ok' })
    await domain.reset('ada')
  })

  test('[F-04] a set password lets in, and the old one does not any more', async () => {
    const id = await idOf('grace')
    const before = await directory.account(id)
    await directory.setPassword(id, secret(NEW))
    expect(await domain.kinit('grace', NEW)).toEqual({ answer: 'ok' })
    expect(await domain.kinit('grace', domain.people.grace.password)).toMatchObject({ reason: 'wrong password' })
    expect((await directory.account(id))?.passwordMark).not.toBe(before?.passwordMark)
    await domain.reset('grace')
  })

  test('[F-05] a set password unlocks in the same change', async () => {
    const id = await idOf('zoe')
    expect(await domain.kinit('zoe', domain.people.zoe.password)).toMatchObject({ reason: 'locked' })
    await directory.setPassword(id, secret('Grüße-aus-Köln-€-1'))
    expect(await directory.account(id)).toMatchObject({ locked: false })
    expect(await domain.kinit('zoe', 'Grüße-aus-Köln-€-1')).toEqual({ answer: 'ok' })
    await domain.reset('zoe')
  })

  test('a set password cures one that has expired, and one that must be changed', async () => {
    for (const name of ['dorothy', 'margaret'] as const) {
      await directory.setPassword(await idOf(name), secret(NEW))
      expect([name, await domain.kinit(name, NEW)]).toEqual([name, { answer: 'ok' }])
      await domain.reset(name)
    }
  })

  test.each([['too short', 'Short-1'], ['too simple', 'onlysmallletters']])('a password that is %s is refused, and nothing changes', async (_, password) => {
    const id = await idOf('ada')
    const before = await directory.account(id)
    await expect(directory.setPassword(id, secret(password))).rejects.toMatchObject({ kind: 'password-refused' })
    expect(await directory.account(id)).toEqual(before)
    expect(before?.locked).toBe(true)
  })

  test('where the service account has no right, nothing changes', async () => {
    const id = await idOf('katherine')
    await expect(directory.unlock(id)).rejects.toMatchObject({ kind: 'denied' })
    await expect(directory.setPassword(id, secret(NEW))).rejects.toMatchObject({ kind: 'denied' })
    expect(await domain.kinit('katherine', domain.people.katherine.password)).toMatchObject({ reason: 'locked' })
  })

  test('[S-04] nothing of what was typed gets into the log or an error', async () => {
    const typed = 'whoever-typed-this'
    const errors = [
      await directory.find(typed).catch(String),
      await directory.setPassword(await idOf('ada'), secret('Typed-1')).catch(String),
      await directory.setPassword(await idOf('katherine'), secret(`${typed}-Aa1`)).catch(String),
    ]
    const all = JSON.stringify([said, errors])
    expect(said.length).toBeGreaterThan(2)
    expect(all).not.toMatch(/typed|ada|katherine/i)
    expect(all).toContain('password-refused')
  })
})
