import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Secret } from '@gatehouse/contract'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readTexts, writeCode } from './texts.ts'

const about = { company: 'Contoso', helpdesk: '4357' }
const code = new Secret('314159')
/** What a telephone shows of a mail while it is locked, at most. */
const PREVIEW = 140

describe.each([...readTexts().keys()])('the mail in %s', (language) => {
  const { subject, text } = writeCode(readTexts(), about)(language, code, 300)
  const body = text.reveal()

  it('has the code alone on a line, once', () => {
    expect(body.split('\n').filter((line) => line === '314159')).toHaveLength(1)
    expect(body.split('314159')).toHaveLength(2)
  })

  it('shows the code neither in its subject nor at its beginning', () => {
    expect(subject).not.toContain('314159')
    expect(body.slice(0, PREVIEW)).not.toContain('3')
  })

  it('names company, helpdesk and how long the code works, and leaves nothing open', () => {
    expect(subject).toContain('Contoso')
    for (const said of ['Contoso', '4357', '5']) expect(body).toContain(said)
    expect(subject + body).not.toMatch(/[{}]|undefined/)
  })
})

describe('writing', () => {
  it('says the time as people do', () => {
    const write = writeCode(readTexts(), about)
    const saysOf = (seconds: number) => /It works for ([^,]*),/.exec(write('en', code, seconds).text.reveal())?.[1]
    expect([saysOf(300), saysOf(299), saysOf(61), saysOf(5)]).toEqual(['5 minutes', '5 minutes', '1 minute', '1 minute'])
  })

  it('leaves signs that mean something to others alone', () => {
    const text = writeCode(readTexts(), { company: '$& {code}', helpdesk: '$1' })('en', code, 300).text.reveal()
    expect(text).toContain('an account at $& {code}.')
    expect(text).toContain('so that they know: $1')
  })
})

describe('the files of texts', () => {
  let folder: string
  const body = ['{company}', '{code}', '{howLong} {helpdesk}']
  const put = (file: string, content: unknown) => writeFileSync(join(folder, file), JSON.stringify(content))
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'gatehouse-texts-'))
    put('en.json', { subject: 'English {company}', body })
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  it('are chosen by language, then by its kind, then in English; whatever language is asked for', () => {
    put('de.json', { subject: 'Deutsch {company}', body })
    put('de-CH.json', { subject: 'Schweiz {company}', body })
    const write = writeCode(readTexts(folder), about)
    const chosen = ['de-CH', 'de-AT', 'DE', 'fr', 'x'.repeat(35), '%%', 'constructor'].map((language) => write(language, code, 300).subject.split(' ')[0])
    expect(chosen).toEqual(['Schweiz', 'Deutsch', 'Deutsch', 'English', 'English', 'English', 'English'])
    expect(write('de', code, 300).text.reveal()).toContain('5 Minuten')
  })

  it.each([
    ['a placeholder that is none', { subject: 'x {company}', body: [...body, '{phone}'] }, /fr\.json: body.*\{phone\}/],
    ['a code in the subject', { subject: '{company} {code}', body }, /fr\.json: subject.*\{code\}/],
    ['no helpdesk', { subject: '{company}', body: ['{company}', '{code}', '{howLong}'] }, /fr\.json: body.*helpdesk/],
    ['a code within a sentence', { subject: '{company}', body: ['{company} {code}', '{howLong} {helpdesk}'] }, /fr\.json: body.*alone/],
    ['the code twice', { subject: '{company}', body: [...body, '{code}'] }, /fr\.json: body.*alone/],
    ['no text at all', { subject: '{company}' }, /fr\.json: body/],
  ])('are refused with %s, by name', (_, content, words) => {
    put('fr.json', content)
    expect(() => readTexts(folder)).toThrow(words)
  })
})
