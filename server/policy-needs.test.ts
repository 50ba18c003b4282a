import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Secret } from '@gatehouse/contract'
import { expect, test } from 'vitest'
import type { SmsProviderConfig } from './config/config.ts'
import { wordsOf } from './config/mistake.ts'
import { loadPolicy } from './policy/load.ts'
import { unmetNeeds } from './policy-needs.ts'

const provider = (more: Pick<Partial<SmsProviderConfig>, 'makesOwnText' | 'codeDigits'> = {}): SmsProviderConfig => ({
  kind: 'smpp', name: 'centre', host: 'smpp.example', port: 3550, tls: true, signIn: { user: 'u', password: new Secret('p') }, systemType: '', from: 'Contoso', window: 10, makesOwnText: false, ...more,
})
const mistakes = (gates: string, config: Parameters<typeof unmetNeeds>[2] = {}, more = '') => {
  const loaded = loadPolicy(`version: 1\nworkflows: [{ name: Everybody, gates: [${gates}], needed: 1 }]\n${more}`, 'policy.yaml')
  if (!loaded.ok) throw new Error(loaded.mistakes.map(wordsOf).join())
  return unmetNeeds(loaded.policy, 'policy.yaml', config).map(wordsOf)
}
const sms = (more: Pick<Partial<SmsProviderConfig>, 'makesOwnText' | 'codeDigits'> = {}) => ({ sms: { country: 'DE' as const, providers: [provider(more)] } })

test('a policy with a code by SMS needs somebody who sends it', () => {
  expect(mistakes('email-code, sms-code')).toEqual([
    'policy.yaml: workflows.0.gates.1 is sms-code, and the settings name no provider of SMS; must be left out, or `sms` must stand in the settings',
  ])
  expect(mistakes('email-code')).toEqual([])
  expect(mistakes('sms-code', sms())).toEqual([])
})

test('a code of another length than the provider sends is named', () => {
  expect(mistakes('sms-code', sms({ codeDigits: 6 }), 'smsCode: { digits: 8 }\n')).toEqual(['policy.yaml: smsCode.digits is 8, and the provider "centre" sends codes of 6; must be 6'])
  expect(mistakes('sms-code', sms({ codeDigits: 8 }), 'smsCode: { digits: 8 }\n')).toEqual([])
})

test('mistakes in the texts are named, and so is a text that the provider ignores', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-needs-'))
  try {
    const text = `${'-'.repeat(40)} {code} {company} {howLong} {helpdesk}`
    writeFileSync(join(folder, 'de.json'), JSON.stringify({ codeSms: text }))
    expect(mistakes('sms-code', { textsFolder: folder, ...sms() })).toEqual([])
    expect(mistakes('sms-code', { textsFolder: folder, ...sms({ makesOwnText: true }) })).toEqual([
      `${folder}/de.json: codeSms would never be seen: the provider "centre" makes texts of its own; must be left out, or \`makesOwnText\` must be false`,
    ])
    writeFileSync(join(folder, 'de.json'), '{')
    expect(mistakes('email-code', { textsFolder: folder })).toEqual([`${folder}/de.json: is no JSON; must be like the shipped en.json`])
  } finally {
    rmSync(folder, { recursive: true })
  }
})
