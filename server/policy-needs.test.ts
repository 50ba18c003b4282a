import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Secret } from '@gatehouse/contract'
import { expect, test } from 'vitest'
import type { SmsProviderConfig } from './config/config.ts'
import { wordsOf } from './config/mistake.ts'
import { factsIn, wrongTexts } from './policy-needs.ts'

const provider = (more: Pick<Partial<SmsProviderConfig>, 'makesOwnText' | 'codeDigits'> = {}): SmsProviderConfig => ({
  kind: 'smpp', name: 'centre', host: 'smpp.example', port: 3550, tls: true, signIn: { user: 'u', password: new Secret('p') }, systemType: '', from: 'Contoso', window: 10, makesOwnText: false, ...more,
})
const mistakes = (config: Parameters<typeof wrongTexts>[0]) => wrongTexts(config).map(wordsOf)
const sms = (more: Pick<Partial<SmsProviderConfig>, 'makesOwnText' | 'codeDigits'> = {}) => ({ sms: { country: 'DE' as const, providers: [provider(more)] } })

test('a policy must agree with whether there is a portal, and with who takes codes of one length only', () => {
  const portal = { origin: 'https://reset.contoso.example', insideNetworks: [], effortBits: 0 }
  expect(factsIn({ portal, ...sms({ codeDigits: 7 }) })).toEqual({ portal: true, sms: [{ name: 'centre', codeDigits: 7 }] })
  expect(factsIn(sms())).toEqual({ portal: false, sms: [] })
  expect(factsIn({})).toEqual({ portal: false, sms: null })
})

test('mistakes in the texts are named, and so is a text that the provider ignores', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-needs-'))
  try {
    const text = `${'-'.repeat(40)} {code} {company} {howLong} {helpdesk}`
    writeFileSync(join(folder, 'de.json'), JSON.stringify({ codeSms: text }))
    expect(mistakes({ textsFolder: folder, ...sms() })).toEqual([])
    expect(mistakes({ textsFolder: folder, ...sms({ makesOwnText: true }) })).toEqual([
      `${folder}/de.json: codeSms would never be seen: the provider "centre" makes texts of its own; must be left out, or \`makesOwnText\` must be false`,
    ])
    writeFileSync(join(folder, 'de.json'), '{')
    expect(mistakes({ textsFolder: folder })).toEqual([`${folder}/de.json: is no JSON; must be like the shipped en.json`])
  } finally {
    rmSync(folder, { recursive: true })
  }
})
