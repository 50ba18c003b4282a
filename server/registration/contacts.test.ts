import { type Entrance, Secret } from '@gatehouse/contract'
import { describe, expect, test } from 'vitest'
import { DirectoryProblem } from '../recovery/ports.ts'
import { contactsOf } from './contacts.ts'
import type { Former, Registered, Registration } from './ports.ts'

const mail = (slot: string, value: string, outsideFrom = 0): Registration =>
  ({ kind: 'mail', slot, value: new Secret(value), origin: 'self', provedAt: 0, outsideFrom, confirmedAt: 0 })
const former = (value: string): Former => ({ kind: 'mail', slot: 'former-1', value: new Secret(value), until: 9e15 })

type World = { has?: Registration[]; former?: Former[]; frozen?: boolean; held?: string | undefined; away?: boolean; fromDirectory?: boolean }

function contacts({ has = [], former: old = [], frozen = false, held, away = false, fromDirectory = true }: World) {
  const asked: string[] = []
  const registered: Registered = { person: 'ada', version: 1, has: { number: [], mail: has, answer: [] }, former: old, ...(frozen && { frozen: { at: 1, caseNumber: 'A' } }) }
  const ask = async (what: string, value: string | undefined) => {
    asked.push(what)
    if (away) throw new DirectoryProblem('unreachable', 'played')
    return value
  }
  const them = contactsOf({
    registrations: { read: async () => { asked.push('registrations'); return registered } },
    directory: { privateMail: () => ask('mail', held), privateNumber: () => ask('number', undefined) },
    fromDirectory: () => fromDirectory, now: () => 1000,
  })
  return {
    asked,
    code: async (entrance: Entrance = 'workstation') => (await them.forCodes('ada', 'mail', entrance))?.reveal(),
    notices: async () => (await them.forNotices('ada', 'mail')).map(({ name, value }) => `${name} ${value.reveal()}`),
  }
}

describe('codes go', () => {
  test.each<[string, World, Entrance, string | undefined]>([
    ['to what was registered, before what the directory holds', { has: [mail('1', 'own@home.example')], held: 'old@home.example' }, 'workstation', 'own@home.example'],
    ['to the first of two', { has: [mail('1', 'one@home.example'), mail('2', 'two@home.example')] }, 'portal-outside', 'one@home.example'],
    ['to what is new, at the workstation and inside', { has: [mail('1', 'own@home.example', 2000)], held: 'old@home.example' }, 'portal-inside', 'own@home.example'],
    ['outside to the other one while the first is new', { has: [mail('1', 'new@home.example', 2000), mail('2', 'two@home.example', 1000)] }, 'portal-outside', 'two@home.example'],
    ['outside to what the directory holds while all is new', { has: [mail('1', 'new@home.example', 2000)], held: 'old@home.example' }, 'portal-outside', 'old@home.example'],
    ['nowhere where the policy has nothing from the directory', { held: 'old@home.example', fromDirectory: false }, 'workstation', undefined],
    ['nowhere where nothing is known', {}, 'workstation', undefined],
    ['nowhere for somebody who is frozen', { has: [mail('1', 'own@home.example')], held: 'old@home.example', frozen: true }, 'workstation', undefined],
    ['to what was registered, while the directory is away', { has: [mail('1', 'own@home.example')], away: true }, 'workstation', 'own@home.example'],
    ['nowhere for somebody who is frozen, while the directory is away', { frozen: true, away: true }, 'workstation', undefined],
  ])('[S-16 F-17] %s', async (_, world, entrance, to) => {
    expect(await contacts(world).code(entrance)).toBe(to)
  })

  test('[S-10] the same is asked about everybody, whatever they have', async () => {
    for (const world of [{}, { has: [mail('1', 'own@home.example')] }, { frozen: true }, { fromDirectory: false }, { held: 'old@home.example' }]) {
      const { asked, code } = contacts(world)
      await code()
      expect(asked.toSorted()).toEqual(['mail', 'registrations'])
    }
  })

  test('a directory that is away and would be needed is a problem, not nobody', async () => {
    await expect(contacts({ away: true }).code()).rejects.toThrow(DirectoryProblem)
    await expect(contacts({ has: [mail('1', 'new@home.example', 2000)], away: true }).code('portal-outside')).rejects.toThrow(DirectoryProblem)
  })
})

describe('[S-16 F-24] notices go', () => {
  test('to everything that is known: new, old and frozen, each once', async () => {
    const world = { has: [mail('1', 'New@home.example', 2000), mail('2', 'two@home.example')], former: [former('old@home.example'), former('new@home.example')], held: 'TWO@home.example', frozen: true, fromDirectory: false }
    expect(await contacts(world).notices()).toEqual(['directory TWO@home.example', '1 New@home.example', 'former-1 old@home.example'])
  })

  test('later, while the directory is away', async () => {
    await expect(contacts({ has: [mail('1', 'own@home.example')], away: true }).notices()).rejects.toThrow(DirectoryProblem)
  })
})
