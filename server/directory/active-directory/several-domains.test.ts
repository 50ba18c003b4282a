import { Secret } from '@gatehouse/contract'
import { expect, test, vi } from 'vitest'
import { DirectoryProblem } from '../../recovery/ports.ts'
import type { TypedName } from '../typed-name.ts'
import type { DomainDirectory } from './active-directory.ts'
import type { Candidate } from './person-search.ts'
import { severalDomains } from './several-domains.ts'

// Domains that say what a test wants: away, moved to, with the same names. What one domain answers is tried on a real one elsewhere.
function domain(dns: string, people: Readonly<Record<string, Candidate>>, suffixes: readonly string[] = [dns]) {
  const ids = new Set(Object.values(people).map(({ person }) => person))
  const away = { now: false }
  const answer = <T>(value: () => T) => vi.fn(async () => {
    if (away.now) throw new DirectoryProblem('unreachable', dns)
    return value()
  })
  const changed = vi.fn(answer(() => undefined))
  const one: DomainDirectory = {
    demo: undefined, dns,
    candidates: vi.fn(async (name: TypedName) => {
      if (away.now) throw new DirectoryProblem('unreachable', dns)
      if (name.spelling === 'account' && name.domain !== undefined && name.domain !== dns) return []
      const found = people[name.spelling === 'principal' ? name.principal : name.name]
      return found ? [found] : []
    }),
    namesakes: async ({ name }) => Object.entries(people).flatMap(([one, { person }]) => (one.split('@')[0] === name ? [person] : [])),
    has: vi.fn(async (person: string) => {
      if (away.now) throw new DirectoryProblem('unreachable', dns)
      return ids.has(person)
    }),
    claims: (name) => name === dns || suffixes.includes(name),
    isOurs: async (name) => name === dns || suffixes.includes(name),
    find: async () => undefined, plainName: async (typed) => typed, namesake: async () => undefined, belonging: async () => undefined,
    ofSid: async (sid) => {
      if (away.now) throw new DirectoryProblem('unreachable', dns)
      return sid === `S-1-${dns}` ? `somebody in ${dns}` : undefined
    },
    group: async (name) => (name === `group of ${dns}` ? 'S-1' : undefined), unit: async () => undefined,
    account: async () => null, passwordRules: async () => [], privateMail: async () => `mail in ${dns}`, privateNumber: async () => undefined,
    ownMail: async () => undefined, ownMailboxes: async () => [], unlock: changed, setPassword: changed, arrived: async () => undefined, became: async () => undefined, check: answer(() => undefined), close: async () => {},
    tryPassword: vi.fn(async () => ({ kind: 'wrong' } as const)), ofTicket: vi.fn(async () => 'nobody' as const),
  }
  return { one, changed, away, leave: (person: string) => ids.delete(person), join: (person: string) => ids.add(person) }
}

const silent = { info: () => {}, warn: vi.fn() }
const is = (person: string, given = false): Candidate => ({ person, given })

test('one domain is itself', () => {
  const { one } = domain('corp', {})
  expect(severalDomains([one], silent)).toBe(one)
})

test('a name is asked for in every domain, and the only one who has it is meant', async () => {
  const [corp, other] = [domain('corp', { ada: is('a') }), domain('other', { grace: is('g') })]
  const all = severalDomains([corp.one, other.one], silent)
  expect([await all.find('ada'), await all.find('grace'), await all.find('nobody')]).toEqual(['a', 'g', undefined])
  expect([corp.one.candidates, other.one.candidates].map((asked) => vi.mocked(asked).mock.calls.length)).toEqual([3, 3])
})

test('a name that two domains have is nobody, and the log says so without the name', async () => {
  silent.warn.mockClear()
  const all = severalDomains([domain('corp', { ada: is('a') }).one, domain('other', { ada: is('b') }).one], silent)
  expect(await all.find('ada')).toBeUndefined()
  expect(silent.warn.mock.calls).toEqual([[{ domains: ['corp', 'other'] }, expect.not.stringContaining('ada')]])
  expect([await all.find('corp\\ada'), await all.find('other\\ada')]).toEqual(['a', 'b'])
})

test('a principal that somebody was given goes before one that follows from an account elsewhere', async () => {
  const all = severalDomains([domain('corp', { 'ada@corp': is('a') }).one, domain('other', { 'ada@corp': is('b', true) }, ['other', 'corp']).one], silent)
  expect(await all.find('ada@corp')).toBe('b')
})

test('of two with the same principal the one whose forest uses the suffix is meant', async () => {
  const all = severalDomains([domain('corp', { 'ada@example': is('a', true) }, ['corp', 'example']).one, domain('other', { 'ada@example': is('b', true) }).one], silent)
  expect(await all.find('ada@example')).toBe('a')
})

test('while a domain is away nobody is found by a name that it may have: neither those who are there nor those who are not', async () => {
  const [corp, other] = [domain('corp', { ada: is('a') }), domain('other', {})]
  const all = severalDomains([corp.one, other.one], silent)
  other.away.now = true
  for (const name of ['ada', 'nobody']) await expect(all.find(name)).rejects.toMatchObject({ kind: 'unreachable' })
})

test('a name that says its domain needs no other: one that is away is passed over, and left alone for half a minute', async () => {
  const [corp, other] = [domain('corp', { ada: is('a'), 'ada@corp': is('a', true) }), domain('other', { grace: is('g') })]
  let clock = 0
  const all = severalDomains([corp.one, other.one], silent, () => clock)
  other.away.now = true
  expect([await all.find('corp\\ada'), await all.find('ada@corp'), await all.find('corp\\nobody')]).toEqual(['a', 'a', undefined])
  expect(vi.mocked(other.one.candidates).mock.calls).toHaveLength(1)
  clock = 30_000
  await all.find('corp\\ada')
  expect(vi.mocked(other.one.candidates).mock.calls).toHaveLength(2)
  for (const name of ['other\\grace', 'grace@other', 'elsewhere\\grace', 'grace@elsewhere', 'grace']) await expect(all.find(name)).rejects.toMatchObject({ kind: 'unreachable' })
  await all.check()
  corp.away.now = true
  await expect(all.check()).rejects.toMatchObject({ kind: 'unreachable' })
})

test('a suffix that the one that is away uses too may mean somebody there', async () => {
  const [corp, other] = [domain('corp', { 'ada@example': is('a', true) }, ['corp', 'example']), domain('other', {}, ['other', 'example'])]
  other.away.now = true
  await expect(severalDomains([corp.one, other.one], silent).find('ada@example')).rejects.toMatchObject({ kind: 'unreachable' })
})

test('from then on the objectGUID says who is meant, wherever the person moves to', async () => {
  const [corp, other] = [domain('corp', { ada: is('a') }), domain('other', {})]
  const all = severalDomains([corp.one, other.one], silent)
  await all.find('ada')
  await all.unlock('a', 'dc1')
  expect(corp.changed.mock.calls).toEqual([['a', 'dc1']])
  corp.leave('a')
  other.join('a')
  expect(await all.privateMail('a')).toBe('mail in other')
  await all.setPassword('a', new Secret('x'), 'dc9')
  expect([corp.changed.mock.calls.length, other.changed.mock.calls.length]).toEqual([1, 1])
})

test('a server that never looked for the name finds the person all the same, and one who is nowhere is gone', async () => {
  const all = severalDomains([domain('corp', {}).one, domain('other', { ada: is('a') }).one], silent)
  expect(await all.privateMail('a')).toBe('mail in other')
  expect(await all.account('nobody')).toBeNull()
  await expect(all.unlock('nobody')).rejects.toMatchObject({ kind: 'gone' })
})

test('whoever is in none of those that answer is not called gone while another is away', async () => {
  const [corp, other] = [domain('corp', {}), domain('other', {})]
  const all = severalDomains([corp.one, other.one], silent)
  other.away.now = true
  await expect(all.unlock('a')).rejects.toMatchObject({ kind: 'unreachable' })
})

test('spellings of one name are one text and have one namesake, groups are found in whichever domain has them', async () => {
  const all = severalDomains([domain('corp', { ada: is('a') }).one, domain('other', { grace: is('g') }, ['other', 'example']).one], silent)
  expect(await Promise.all(['Ada', 'corp\\ada', 'ADA@example'].map((typed) => all.plainName(typed)))).toEqual(['ada', 'ada', 'ada'])
  expect(await all.plainName('ada@elsewhere')).toBe('ada@elsewhere')
  expect(await Promise.all(['corp\\grace', 'grace', 'grace@corp', 'ada', 'nobody'].map((typed) => all.namesake(typed)))).toEqual(['g', 'g', 'g', 'a', undefined])
  expect(await all.namesake('grace@elsewhere')).toBeUndefined()
  expect([await all.group('group of other'), await all.group('none')]).toEqual(['S-1', undefined])
})

test('the person of a SID is in whichever domain has it, and nobody is taken for absent while a domain is away', async () => {
  const other = domain('other', {})
  const all = severalDomains([domain('corp', {}).one, other.one], silent)
  expect([await all.ofSid('S-1-other'), await all.ofSid('S-1-corp'), await all.ofSid('S-1-none')]).toEqual(['somebody in other', 'somebody in corp', undefined])
  other.away.now = true
  await expect(all.ofSid('S-1-none')).rejects.toMatchObject({ kind: 'unreachable' })
  expect(await all.ofSid('S-1-corp')).toBe('somebody in corp')
})

test('a group or unit that says its domain needs no other; one that does not is nobody\'s guess', async () => {
  const [corp, other] = [domain('corp.example', {}, ['corp.example', 'CORP']), domain('other.example', {})]
  const all = severalDomains([corp.one, other.one], silent)
  vi.spyOn(corp.one, 'group').mockImplementation(async (name) => `corp's ${name}`)
  vi.spyOn(corp.one, 'unit').mockImplementation(async (name) => name)
  const unreachable = async () => { throw new DirectoryProblem('unreachable', 'other') }
  vi.spyOn(other.one, 'group').mockImplementation(unreachable)
  vi.spyOn(other.one, 'unit').mockImplementation(unreachable)
  expect(await all.group('CORP\\Board')).toBe("corp's CORP\\Board")
  expect(await all.group('CN=Board,DC=corp,DC=example')).toBe("corp's CN=Board,DC=corp,DC=example")
  expect(await all.unit('OU=People,DC=corp,DC=example')).toBe('OU=People,DC=corp,DC=example')
  for (const name of ['Board', 'OTHER\\Board', 'CN=Board,DC=other,DC=example']) await expect(all.group(name)).rejects.toMatchObject({ kind: 'unreachable' })
})

test('a password is tried where its owner is, and of nobody where they would be', async () => {
  const [corp, other] = [domain('corp', { ada: is('a') }), domain('other', { grace: is('g') }, ['other', 'example'])]
  const all = severalDomains([corp.one, other.one], silent)
  const tried = () => [corp, other].map(({ one }) => vi.mocked(one.tryPassword).mock.calls.length)
  await all.tryPassword('g', 'grace', new Secret('any'))
  expect(tried()).toEqual([0, 1])
  await all.tryPassword(undefined, 'nobody@example', new Secret('any'))
  await all.tryPassword(undefined, 'other\\nobody', new Secret('any'))
  expect(tried()).toEqual([0, 3])
  await all.tryPassword(undefined, 'nobody', new Secret('any'))
  expect(tried()).toEqual([1, 3])
  other.leave('g')
  await all.tryPassword('g', 'grace', new Secret('any'))
  expect(tried()).toEqual([2, 3])
})

test('a ticket is looked at by the domain that it is of, and by no other', async () => {
  const [corp, other] = [domain('corp.example', {}), domain('other.example', {})]
  const all = severalDomains([corp.one, other.one], silent)
  expect([await all.ofTicket('OTHER.EXAMPLE', Buffer.of(1)), await all.ofTicket('STRANGE.EXAMPLE', Buffer.of(1))]).toEqual(['nobody', 'elsewhere'])
  expect([corp, other].map(({ one }) => vi.mocked(one.ofTicket).mock.calls.length)).toEqual([0, 1])
})
