import { expect, test } from 'vitest'
import { wordsOf } from './config/mistake.ts'
import { loadPolicy } from './policy/load.ts'
import { unmetNeeds } from './policy-needs.ts'

const mistakes = (gates: string, sms?: { country: 'DE'; providers: [] }) => {
  const loaded = loadPolicy(`version: 1\nworkflows: [{ name: Everybody, gates: [${gates}], needed: 1 }]\n`, 'policy.yaml')
  if (!loaded.ok) throw new Error('the policy of the test does not load')
  return unmetNeeds(loaded.policy, 'policy.yaml', sms ? { sms } : {}).map(wordsOf)
}

test('a policy with a code by SMS needs somebody who sends it', () => {
  expect(mistakes('email-code, sms-code')).toEqual([
    'policy.yaml: workflows.0.gates.1 is sms-code, and the settings name no provider of SMS; must be left out, or `sms` must stand in the settings',
  ])
  expect(mistakes('email-code')).toEqual([])
  expect(mistakes('sms-code', { country: 'DE', providers: [] })).toEqual([])
})
