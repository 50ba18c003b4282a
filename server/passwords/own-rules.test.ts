import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Secret } from '@gatehouse/contract'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { PasswordSection } from '../policy/sections/password.ts'
import { lockedAccount } from '../recovery/machine.scenario.ts'
import { trusting } from '../../groundwork/outgoing/trust.ts'
import { hashOf } from './breached.ts'
import { type HeldLists, heldLists } from './held-lists.ts'
import { ownRules } from './own-rules.ts'

const LEAKED = 'heron under the leaking lamp'
let folder: string
let lists: HeldLists
let said: { facts: object; message: string }[]
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'gatehouse-own-rules-'))
  writeFileSync(join(folder, 'words.txt'), 'Lighthouse\n')
  writeFileSync(join(folder, 'pwned.txt'), `${hashOf(new Secret(LEAKED)).reveal()}:7\r\n`)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))
beforeEach(() => { lists = heldLists(folder, () => 0) })
afterEach(() => lists.close())

const account = { ...lockedAccount, names: ['ada', 'Ada Lovelace', 'Ada', 'Lovelace'] }
const everything: PasswordSection = {
  names: true, alsoCalled: ['Contoso Nord'], common: true, words: 'words.txt', breached: { file: 'pwned.txt', seen: 1, unanswered: 'refuse' },
}
const rules = () => {
  said = []
  return ownRules({ company: 'Example Corp', folder, lists, trust: () => trusting(undefined), log: { warn: (facts, message) => void said.push({ facts, message }) } })
}
const judge = (password: string, differs: Partial<PasswordSection> = {}) => rules().judge(new Secret(password), { ...everything, ...differs }, account)

test.each([
  ['Heron lamp 42!', undefined],
  ['my L0velace 42!', 'name'],
  ['ex4mple heron 42', 'name'],
  ['c0nt0so heron 42', 'name'],
  ['Dragon2026!!', 'common'],
  ['the l1ghthouse 42!', 'word-list'],
])('%s: %s', async (password, reason) => {
  expect(await judge(password)).toBe(reason)
})

test('[F-20] a password that is known from a breach is refused, from as often as the policy says', async () => {
  expect(await judge(LEAKED)).toBe('breached')
  expect(await judge(LEAKED, { breached: { file: 'pwned.txt', seen: 8, unanswered: 'refuse' } })).toBeUndefined()
})

test('what the policy leaves out is not asked', async () => {
  expect(await rules().judge(new Secret('Dragon2026 lovelace'), { names: false, alsoCalled: [], common: false }, account)).toBeUndefined()
})

test('[F-20] where nobody can look it up, it is refused or let pass as the policy says, and the log has it either way', async () => {
  expect(await judge('Heron lamp 42!', { breached: { file: 'gone.txt', seen: 1, unanswered: 'refuse' } })).toBe('unanswered')
  expect(said.map(({ message }) => message)).toEqual(['a new password could not be looked up and was refused'])
  expect(await judge('Heron lamp 42!', { breached: { file: 'gone.txt', seen: 1, unanswered: 'let-pass' } })).toBeUndefined()
  expect(said.map(({ message }) => message)).toEqual(['a new password could not be looked up and was let pass'])
})

test("the company's words are kept as they were read; without them nothing is set", async () => {
  expect(await judge('Heron lamp 42!', { words: 'gone.txt' })).toBe('unanswered')
  const kept = rules()
  writeFileSync(join(folder, 'going.txt'), 'Lighthouse\n')
  const section = { ...everything, words: 'going.txt' }
  expect(await kept.judge(new Secret('the lighthouse 42'), section, account)).toBe('word-list')
  rmSync(join(folder, 'going.txt'))
  expect(await kept.judge(new Secret('the lighthouse 42'), section, account)).toBe('word-list')
})

test('the screen is told the names to look for, each once, and that there is more', () => {
  expect(rules().shown(everything, account)).toEqual([
    { rule: 'names', checked: 'typing', names: ['ada', 'Ada', 'Lovelace', 'Example', 'Corp', 'Contoso', 'Nord'] },
    { rule: 'not-listed', checked: 'setting' },
  ])
  expect(rules().shown({ names: false, alsoCalled: [], common: false }, account)).toEqual([])
})

test('[S-04] neither a password nor a part of its hash gets into the log', async () => {
  await judge(LEAKED, { breached: { folder: '.', seen: 1, unanswered: 'refuse' } })
  const hash = hashOf(new Secret(LEAKED)).reveal()
  expect(said).toHaveLength(1)
  expect(JSON.stringify(said)).not.toMatch(new RegExp(`heron|${hash.slice(0, 5)}`, 'i'))
})
