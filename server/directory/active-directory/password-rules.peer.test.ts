import { Secret } from '@gatehouse/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { corpDirectory, noDomain, noNewerDomain } from '../../../test/peers/directory/corp-directory.ts'
import { ranAgainst } from '../../../test/peers/journal.ts'
import { withPeer } from '../../../test/peers/needs.ts'
import { type Domain, startDomain } from '../../../test/peers/samba/domain.ts'
import { strictRules } from '../../../test/peers/samba/password-settings.ts'
import type { PersonName } from '../../../test/peers/samba/people.ts'
import { grantRights, rights } from '../../../test/peers/samba/rights.ts'
import type { Samba } from '../../../test/peers/samba/which.ts'
import type { DomainOptions } from './options.ts'

const secret = (text: string) => new Secret(text)
const NEW = secret('Brand-New-Lantern-1')
const HALF_A_DAY = 43_200

const length = { rule: 'min-length', checked: 'typing', length: 12 }
const complexity = { rule: 'complexity', checked: 'typing', names: ['grace', 'forgetful'] }
const history = { rule: 'history', checked: 'setting', remembered: 24 }

/** A domain of one kind, with whatever of ours a test opens on it. */
function onDomain(samba: Samba) {
  let domain: Domain
  const closing: (() => Promise<void>)[] = []
  beforeAll(async () => {
    domain = await startDomain({ samba })
    ranAgainst(import.meta.url, domain.version)
  })
  afterAll(async () => {
    await Promise.all(closing.map((close) => close()))
    await domain.stop()
  })
  const opened = (different: Partial<DomainOptions> = {}) => {
    const all = corpDirectory(domain, different)
    closing.push(all.directory.close)
    return { ...all, idOf: async (name: PersonName) => await all.directory.find(name) ?? expect.fail(`${name} is not found`) }
  }
  return { opened, get domain() { return domain } }
}

withPeer('a domain that keeps to its history when a password is reset', await noNewerDomain(), () => {
  const on = onDomain('newer')

  test("[F-19] the rules are the domain's, as they are now, history among them", async () => {
    const { directory, idOf } = on.opened()
    const id = await idOf('grace')
    expect(await directory.passwordRules(id)).toEqual([length, complexity, history])
    await on.domain.setRules({ minLength: 9, complexity: false, history: 3 })
    expect(await directory.passwordRules(id)).toEqual([{ ...length, length: 9 }, { ...history, remembered: 3 }])
    await on.domain.setRules({})
  })

  test.each(['required', 'where-possible'] as const)('[F-21] a password that was used before is refused, and nothing changes; another is taken (history: %s)', async (kept) => {
    const { directory, idOf } = on.opened({ history: kept })
    const id = await idOf('ada')
    const before = await directory.account(id)
    await expect(directory.setPassword(id, secret(on.domain.people.ada.password))).rejects.toMatchObject({ kind: 'password-refused' })
    expect(await directory.account(id)).toEqual(before)
    expect(before?.locked).toBe(true)
    const fresh = secret(`Fresh-Lantern-${kept}`)
    await directory.setPassword(id, fresh)
    expect(await on.domain.kinit('ada', fresh.reveal())).toEqual({ answer: 'ok' })
    await expect(directory.setPassword(id, fresh)).rejects.toMatchObject({ kind: 'password-refused' })
    await on.domain.reset('ada')
  })

  test('[F-21] a password that is too young is refused, and until when is a rule; one that must be changed may be', async () => {
    const { directory, idOf } = on.opened()
    await on.domain.setRules({ minAgeDays: 1 })
    const [grace, margaret] = [await idOf('grace'), await idOf('margaret')]
    const age = (await directory.passwordRules(grace)).find(({ rule }) => rule === 'min-age')
    expect(age?.rule === 'min-age' && age.possibleIn).toBeGreaterThan(HALF_A_DAY)
    await expect(directory.setPassword(grace, NEW)).rejects.toMatchObject({ kind: 'password-refused' })
    expect(await directory.passwordRules(margaret)).not.toContainEqual(expect.objectContaining({ rule: 'min-age' }))
    await directory.setPassword(margaret, NEW)
    expect(await on.domain.kinit('margaret', NEW.reveal())).toEqual({ answer: 'ok' })
    await on.domain.setRules({})
    await on.domain.reset('margaret')
  })

  test.each([['too short', 'Short-1'], ['too simple', 'onlysmallletters']])('a password that is %s is refused, and nothing changes', async (_, password) => {
    const { directory, idOf } = on.opened()
    const id = await idOf('zoe')
    const before = await directory.account(id)
    await expect(directory.setPassword(id, secret(password))).rejects.toMatchObject({ kind: 'password-refused' })
    expect(await directory.account(id)).toEqual(before)
  })

  test('where the service account has no right it is denied, and nobody there is refused as a bad password', async () => {
    const { directory, idOf } = on.opened()
    await expect(directory.setPassword(await idOf('katherine'), NEW)).rejects.toMatchObject({ kind: 'denied' })
    await expect(directory.setPassword('00000000-0000-4000-8000-000000000001', NEW)).rejects.toMatchObject({ kind: 'gone' })
  })

  test('[F-19] whoever has rules of their own: unknown where they may not be read, theirs where they may', async () => {
    const { directory, idOf } = on.opened()
    const [karen, ada] = [await idOf('karen'), await idOf('ada')]
    const ofDomain = await directory.passwordRules(ada)
    expect(await directory.passwordRules(karen)).toEqual([{ rule: 'unknown', checked: 'setting' }])
    await grantRights(on.domain.database, rights.filter(({ set }) => set === 'recovery' || set === 'password-settings'))
    expect(await directory.passwordRules(karen)).toEqual([
      { ...length, length: strictRules.minLength },
      { ...complexity, names: ['karen', 'strictrules'] },
      { ...history, remembered: strictRules.history },
    ])
    expect(await directory.passwordRules(ada)).toEqual(ofDomain)
    await expect(directory.setPassword(karen, secret('Enough-For-Others-1'))).rejects.toMatchObject({ kind: 'password-refused' })
    await expect(directory.setPassword(karen, secret(on.domain.people.karen.password))).rejects.toMatchObject({ kind: 'password-refused' })
  })
})

withPeer('a domain that does not know how to keep to its history', await noDomain(), () => {
  const on = onDomain('usual')

  describe('where that will do', () => {
    test('[F-19] history is no rule, and the log says so at every connection', async () => {
      const { directory, idOf, lines } = on.opened()
      expect(await directory.passwordRules(await idOf('grace'))).toEqual([length, complexity])
      expect(lines.map(({ message }) => message)).toContain('this domain controller does not keep to the password history when a password is reset: a used one is taken')
    })

    test('a password that was used before is taken', async () => {
      const { directory, idOf } = on.opened()
      const id = await idOf('ada')
      await directory.setPassword(id, secret(on.domain.people.ada.password))
      expect(await on.domain.kinit('ada', on.domain.people.ada.password)).toEqual({ answer: 'ok' })
      await on.domain.reset('ada')
    })
  })

  test('[F-21] where the settings require the history nothing is set, and an unlock works as ever', async () => {
    const { directory, idOf, lines } = on.opened({ history: 'required' })
    const id = await idOf('zoe')
    const before = await directory.account(id)
    await expect(directory.passwordRules(id)).rejects.toMatchObject({ kind: 'denied' })
    await expect(directory.setPassword(id, NEW)).rejects.toMatchObject({ kind: 'denied' })
    expect(await directory.account(id)).toEqual(before)
    expect(lines.map(({ message }) => message)).toContain('this domain controller does not keep to the password history when a password is reset: none is set there')
    await directory.unlock(id)
    expect(await directory.account(id)).toMatchObject({ locked: false })
    await on.domain.reset('zoe')
  })
})
