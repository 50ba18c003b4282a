import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Secret } from '@gatehouse/contract'
import { afterEach, beforeEach, expect, it } from 'vitest'
import english from './texts/en.json' with { type: 'json' }
import { readTexts } from './texts.ts'
import { writeMail } from './write-code.ts'

let folder: string
const body = ['{company}', '{code}', '{howLong} {helpdesk}']
const mail = { subject: '{company}', body }
const sms = `${'-'.repeat(40)} {code} {company} {howLong} {helpdesk}`
const put = (file: string, codeMail: object = mail, codeSms = sms) => writeFileSync(join(folder, file), JSON.stringify({ ...english, codeMail, codeSms }))
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gatehouse-texts-'))
  put('en.json', { subject: 'English {company}', body })
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

it('are chosen by language, then by its kind, then in English; whatever language is asked for', () => {
  put('de.json', { subject: 'Deutsch {company}', body })
  put('de-CH.json', { subject: 'Schweiz {company}', body })
  const write = writeMail(readTexts(folder), { company: 'Contoso', helpdesk: '4357' })
  const said = { code: new Secret('314159'), seconds: 300 }
  const chosen = ['de-CH', 'de-AT', 'DE', 'fr', 'x'.repeat(35), '%%', 'constructor'].map((language) => write({ language, ...said }).subject.split(' ')[0])
  expect(chosen).toEqual(['Schweiz', 'Deutsch', 'Deutsch', 'English', 'English', 'English', 'English'])
  expect(write({ language: 'de', ...said }).text.reveal()).toContain('5 Minuten')
})

it.each<[string, object, string | undefined, RegExp]>([
  ['a placeholder that is none', { subject: 'x {company}', body: [...body, '{phone}'] }, sms, /fr\.json: codeMail\.body.*\{phone\}/],
  ['a code in the subject', { subject: '{company} {code}', body }, sms, /fr\.json: codeMail\.subject.*\{code\}/],
  ['no helpdesk', { subject: '{company}', body: ['{company}', '{code}', '{howLong}'] }, sms, /fr\.json: codeMail\.body.*helpdesk/],
  ['a code within a sentence', { subject: '{company}', body: ['{company} {code}', '{howLong} {helpdesk}'] }, sms, /fr\.json: codeMail\.body.*alone/],
  ['the code twice', { subject: '{company}', body: [...body, '{code}'] }, sms, /fr\.json: codeMail\.body.*alone/],
  ['no text at all', { subject: '{company}' }, sms, /fr\.json: codeMail\.body/],
  ['an SMS that shows the code on a locked telephone', mail, `Code {code}: ${sms.replace('{code}', '')}`, /fr\.json: codeSms.*first 40/],
  ['an SMS with the code twice', mail, `${sms} {code}`, /fr\.json: codeSms.*once/],
  ['an SMS that names no helpdesk', mail, sms.replace('{helpdesk}', ''), /fr\.json: codeSms.*helpdesk/],
])('are refused with %s, by name', (_, codeMail, codeSms, words) => {
  put('fr.json', codeMail, codeSms)
  expect(() => readTexts(folder)).toThrow(words)
})
