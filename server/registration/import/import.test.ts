import { Secret } from '@gatehouse/contract'
import { expect, test } from 'vitest'
import { lockedAccount } from '../../recovery/machine.scenario.ts'
import { PERSON, portal } from '../../registration-portal.scenario.ts'
import { importRows } from './import.ts'

const directory = { find: async () => PERSON, account: async () => lockedAccount, ownMailboxes: async () => ['ada@corp.example', 'smtp:a.lovelace@corp.example', 'SMTP:info@corp.example'] }

function imported(world: ReturnType<typeof portal>, has: { number?: string; mail?: string }, { replace = false, dryRun = false } = {}) {
  const values = (['number', 'mail'] as const).flatMap((kind) => (has[kind] === undefined ? [] : [{ kind, value: new Secret(has[kind]) }]))
  return importRows([{ line: 2, who: { account: 'ada' }, has: values }], {
    directory, registrations: world.registrations, replace, dryRun, outsideFrom: (now) => now + 1000, caseNumber: () => 'CASE-I', now: world.now,
  })
}

test.each([false, true])('[S-16] the account’s own mailbox is no address to get back in by, under none of its names, whoever brings it (dry run: %s)', async (dryRun) => {
  const world = portal()
  for (const mail of ['ADA@corp.example', 'ada+x@corp.example', 'A.Lovelace@corp.example', 'info+x@Corp.Example']) {
    expect(await imported(world, { mail, number: '+491713920011' }, { dryRun })).toMatchObject({
      refused: [{ line: 2, what: 'mail is an address of the account’s own mailbox, which nobody opens who is locked out', right: 'must be another address of theirs' }],
    })
  }
  const { has } = await world.registered()
  expect([has.mail, has.number.length]).toEqual([[], dryRun ? 0 : 1])
})

test('[S-16] whoever has registered something hears of a number that a file brings them, also where they had none', async () => {
  const world = portal()
  await (await world.signedIn()).register('mail', 'ada@home.example')
  expect(await imported(world, { number: '+491713920099' })).toMatchObject({ added: 1 })
  expect(await imported(world, { number: '+491713920099' })).toMatchObject({ unchanged: 1 })
  expect(await imported(world, { number: '+491713920098' })).toMatchObject({ replaced: 1 })
  expect(world.notices.slice(1)).toEqual(['added', 'replaced'].map((told) => ({ person: PERSON, told, kind: 'number', at: world.now(), caseNumber: 'CASE-I', language: 'en' })))
})

test('whoever has registered nothing is told nothing of what the company brings them to begin with', async () => {
  const world = portal()
  expect(await imported(world, { number: '+491713920011', mail: 'ada@home.example' })).toMatchObject({ added: 2 })
  expect(world.notices).toEqual([])
})
