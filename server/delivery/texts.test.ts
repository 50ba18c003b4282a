import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Secret } from '@gatehouse/contract'
import * as v from 'valibot'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { septetsOf } from './sms/alphabet.ts'
import { readTexts } from './texts.ts'
import { writeMail, writeSms } from './write-code.ts'
import { writeNotice } from './write-notice.ts'

const Words = v.record(v.string(), v.string())
const SmsOf = v.record(v.string(), v.looseObject({ sms: v.string() }))
let folder: string
const about = { company: 'Contoso', helpdesk: '4357' }
const said = { code: new Secret('314159'), seconds: 300 }
const body = ['{company}', '{code}', '{howLong} {helpdesk}']
const sms = `${'-'.repeat(40)} {code} {company} {howLong} {helpdesk}`
const put = (file: string, content: unknown) => writeFileSync(join(folder, file), typeof content === 'string' ? content : JSON.stringify(content))
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'gatehouse-texts-')) })
afterEach(() => rmSync(folder, { recursive: true, force: true }))

it('ours have no mistake, and English has all of them', () => {
  const { languages, mistakes } = readTexts()
  expect(mistakes).toEqual([])
  expect(Object.keys(languages.get('en') ?? {})).toEqual(['codeMail', 'codeSms', 'notices', 'alarms', 'places', 'namedWorkstation', 'registration'])
})

it.each(['de', 'en', 'es', 'fr', 'pl', 'pt'])('[F-27] every SMS in %s is in the letters of GSM-7: a single other one would make it cost twice', (language) => {
  const texts = readTexts().languages.get(language) ?? expect.fail('not there')
  const whole = v.parse(v.looseObject({ notices: SmsOf, registration: v.looseObject({ notices: SmsOf, codeSms: v.string(), kinds: Words }), places: Words, namedWorkstation: v.string(), codeSms: v.string() }), texts)
  const told = [...Object.values(whole.notices), ...Object.values(whole.registration.notices)].map(({ sms: text }) => text)
  const all = [whole.codeSms, whole.registration.codeSms, whole.namedWorkstation, ...told, ...Object.values(whole.places), ...Object.values(whole.registration.kinds)]
  expect(all.length).toBeGreaterThan(18)
  expect(all.filter((text) => !septetsOf(text.replaceAll(/[{}]/gu, '')))).toEqual([])
})

describe("a company's own", () => {
  it('are chosen by language, then by its kind, then in English; whatever language is asked for', () => {
    put('en.json', { codeMail: { subject: 'English {company}', body } })
    put('fr.json', { codeMail: { subject: 'Français {company}', body } })
    put('fr-CH.json', { codeMail: { subject: 'Suisse {company}', body } })
    const write = writeMail(() => readTexts(folder).languages, about)
    const chosen = ['fr-CH', 'fr-CA', 'FR', 'xx', 'x'.repeat(35), '%%', 'constructor'].map((language) => write({ language, ...said }).subject.split(' ')[0])
    expect(chosen).toEqual(['Suisse', 'Français', 'Français', 'English', 'English', 'English', 'English'])
    expect(write({ language: 'fr', ...said }).text.reveal()).toContain('5 minutes')
  })

  it('stand over ours text by text: what they leave out is as before', () => {
    put('en.json', { codeSms: sms, notices: { 'set-password': { subject: 'Own {company}', body: ['{company} {when} {where} {helpdesk} {caseNumber}'], sms: '{company} {when} {where} {helpdesk} {caseNumber}' } } })
    const { languages, mistakes } = readTexts(folder)
    expect(mistakes).toEqual([])
    expect(writeSms(() => languages, about)({ language: 'en', ...said }).reveal()).toContain('-----')
    expect(writeMail(() => languages, about)({ language: 'en', ...said }).subject).toBe('Contoso: the code that you asked for')
    const subjectOf = (told: 'unlock' | 'set-password') => writeNotice(() => languages, about, 'UTC')({ told, entrance: 'workstation', at: 0, caseNumber: 'C', language: 'en' }).subject
    expect([subjectOf('unlock'), subjectOf('set-password')]).toEqual(['Contoso: your account was unlocked', 'Own Contoso'])
  })
})

describe('a mistake is named with its file, its place, and what would be right', () => {
  const mail = { subject: '{company}', body }
  it.each<[string, string, unknown, string, RegExp]>([
    ['a placeholder that is none', 'fr.json', { codeMail: { ...mail, body: [...body, '{phone}'] } }, 'codeMail.body', /names .*\{phone\}; must name no others than company, code/],
    ['a code in the subject', 'fr.json', { codeMail: { subject: '{company} {code}', body } }, 'codeMail.subject', /\{code\}; must name no others than company/],
    ['no helpdesk', 'fr.json', { codeMail: { ...mail, body: ['{company}', '{code}', '{howLong}'] } }, 'codeMail.body', /must name each of: .*helpdesk/],
    ['a code within a sentence', 'fr.json', { codeMail: { ...mail, body: ['{company} {code}', '{howLong} {helpdesk}'] } }, 'codeMail.body', /must have \{code\} alone on one line/],
    ['half a text', 'fr.json', { codeMail: { subject: '{company}' } }, 'codeMail.body', /is missing; must be as in .*en\.json/],
    ['an SMS that shows the code on a locked telephone', 'fr.json', { codeSms: `Code {code}: ${sms.replace('{code}', '')}` }, 'codeSms', /^cannot be used; must have .* after its first 40/],
    ['an SMS with the code twice', 'fr.json', { codeSms: `${sms} {code}` }, 'codeSms', /must have \{code\} once/],
    ['a text that there is not', 'fr.json', { codeFax: 'x' }, 'codeFax', /is no text of ours/],
    ['a notice without the case', 'fr.json', { notices: { unlock: { subject: '{company}', body: ['{company} {when} {where} {helpdesk}'], sms: 'x' } } }, 'notices.unlock.body', /must name each of: .*caseNumber/],
    ['a file that is no JSON', 'fr.json', '{', '', /is no JSON; must be like the shipped en\.json/],
    ['a file that is named after nothing', 'french language.json', {}, '', /is not named after a language; must be like de\.json/],
  ])('%s', (_, file, content, path, words) => {
    put(file, content)
    const { mistakes } = readTexts(folder)
    expect(mistakes.filter((mistake) => mistake.path === path).map(({ what, right }) => `${what}; ${right}`).join()).toMatch(words)
    expect(mistakes[0]?.file).toBe(join(folder, file))
  })

  it('a folder that is not there', () => {
    expect(readTexts(join(folder, 'none')).mistakes).toEqual([{ file: join(folder, 'none'), path: '', what: 'cannot be read', right: 'must be a folder of files such as de.json' }])
  })
})
