import type { Entrance, View } from '@gatehouse/contract'
import { expect, test } from 'vitest'
import { stringify } from 'yaml'
import { loadPolicy } from '../policy/load.ts'
import { belongsNowhere } from './policy.scenario.ts'
import { world } from './service.scenario.ts'

// What people meet, as a table: policy, person and entrance, and what is asked. Nobody who does not exist meets anything else.

const everybody = { name: 'Everybody', gates: ['email-code', 'sms-code'], needed: 1 }
const policies: Readonly<Record<string, object[]>> = {
  'one code': [everybody],
  'a call, else a code': [{ name: 'Everybody', gates: ['phone-call', 'sms-code', 'email-code'], needed: 1 }],
  'two from outside': [
    { name: 'Inside', for: { entrances: ['portal-inside'] }, gates: ['phone-call'], needed: 1 },
    { name: 'Elsewhere', gates: ['phone-call', 'email-code'], needed: 2 },
  ],
  'the board proves more': [
    { name: 'Board', for: { groups: ['Board'] }, gates: ['phone-call', 'email-code', 'questions'], needed: 2, order: 'free' }, everybody,
  ],
  'questions behind a code': [{ name: 'Everybody', gates: ['email-code', 'questions'], needed: 2 }],
  'Berlin in any order': [
    { name: 'Berlin', for: { units: ['OU=Berlin,DC=corp,DC=example'] }, gates: ['phone-call', 'email-code', 'sms-code'], needed: 2, order: 'free' }, everybody,
  ],
}
const people = {
  'of the board': { groups: ['Board'], name: 'CN=ada,OU=Paris,DC=corp,DC=example' },
  'in Berlin': { groups: [], name: 'CN=ada,OU=Berlin,DC=corp,DC=example' },
  'anybody': { groups: [], name: 'CN=ada,DC=corp,DC=example' },
} as const

/** A view in few words: what is asked first, what else could be taken, and how many things must be proven. */
const said = ({ step, ways, gates }: View) => `${'way' in step ? step.way : step.kind}${ways.length > 0 ? ` or ${ways.join(', ')}` : ''}; ${gates.needed}`

test.each<[policy: string, person: keyof typeof people, entrance: Entrance, asked: string]>([
  ['one code', 'anybody', 'workstation', 'email or sms; 1'],
  ['one code', 'anybody', 'portal-outside', 'email or sms; 1'],
  ['a call, else a code', 'anybody', 'workstation', 'call or sms, email; 1'],
  ['a call, else a code', 'in Berlin', 'portal-inside', 'call or sms, email; 1'],
  ['two from outside', 'anybody', 'portal-inside', 'call; 1'],
  ['two from outside', 'anybody', 'portal-outside', 'call; 2'],
  ['two from outside', 'of the board', 'workstation', 'call; 2'],
  ['the board proves more', 'of the board', 'workstation', 'ways or call, email; 2'],
  ['the board proves more', 'of the board', 'portal-outside', 'ways or call, email; 2'],
  ['the board proves more', 'anybody', 'portal-inside', 'email or sms; 1'],
  ['questions behind a code', 'anybody', 'workstation', 'email; 2'],
  ['questions behind a code', 'of the board', 'portal-outside', 'email; 2'],
  ['Berlin in any order', 'in Berlin', 'workstation', 'ways or call, email, sms; 2'],
  ['Berlin in any order', 'in Berlin', 'portal-outside', 'ways or call, email, sms; 2'],
  ['Berlin in any order', 'of the board', 'portal-outside', 'email or sms; 1'],
])('[F-15] %s, %s, at %s: %s', async (name, person, entrance, asked) => {
  const loaded = loadPolicy(stringify({ version: 1, workflows: policies[name] }), 'policy.yaml')
  if (!loaded.ok) throw new Error(loaded.mistakes.map(({ what }) => what).join('; '))
  const w = world({ held: loaded.policy, entrance, belongs: { ...belongsNowhere, belonging: async () => people[person], group: async (group) => group, unit: async (unit) => unit } })
  expect(said((await w.begin('ada')).view)).toBe(asked)
  // By keyed hash one of those that somebody at this entrance meets.
  const here = (policies[name] ?? []).length
  const unknown = said((await w.begin('nobody')).view)
  if (here === 1) expect(unknown).toBe(asked)
  else expect(unknown).toMatch(/; [12]$/u)
})
