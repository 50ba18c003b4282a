import { Secret } from '@gatehouse/contract'
import { describe, expect, it } from 'vitest'
import { lengthOf } from './sms/alphabet.ts'
import { smsLengths } from './sms/lengths.ts'
import { readTexts } from './texts.ts'
import { writeVisitSms } from './write-registration.ts'
import { writeMail, writeSms } from './write-code.ts'

const about = { company: 'Contoso', helpdesk: '4357' }
const code = new Secret('314159')
const languages = readTexts().languages
/** What a telephone shows of a mail while it is locked, at most. */
const PREVIEW = 140

describe.each([...languages.keys()])('the mail in %s', (language) => {
  const { subject, text } = writeMail(() => languages, about)({ language, code, seconds: 300 })
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

describe.each([...languages.keys()])('[F-07] the SMS in %s', (language) => {
  const text = writeSms(() => languages, about)({ language, code, seconds: 300 }).reveal()

  it('names the same, the code once and not at its beginning', () => {
    for (const said of ['Contoso', '4357', '5']) expect(text).toContain(said)
    expect(text.split('314159')).toHaveLength(2)
    expect(text.slice(0, 40)).not.toContain('3')
    expect(text).not.toMatch(/[{}]|undefined/)
  })

  it('costs one message, with the names of most companies; two where its letters are not those of GSM-7', () => {
    for (const write of [writeSms, writeVisitSms]) {
      const usual = write(() => languages, { company: 'Example Corp', helpdesk: '+49 30 5550 4711' })({ language, code: new Secret('31415926'), seconds: 600 })
      expect(lengthOf(usual.reveal()), usual.reveal()).toMatchObject(['ar', 'ja'].includes(language) ? { alphabet: 'UCS-2', segments: 2 } : { alphabet: 'GSM-7', segments: 1 })
    }
  })
})

it('says the time as people do', () => {
  const write = writeMail(() => languages, about)
  const saysOf = (seconds: number) => /It works for ([^,]*),/.exec(write({ language: 'en', code, seconds }).text.reveal())?.[1]
  expect([saysOf(300), saysOf(299), saysOf(61), saysOf(5)]).toEqual(['5 minutes', '5 minutes', '1 minute', '1 minute'])
})

it('leaves signs that mean something to others alone', () => {
  const text = writeMail(() => languages, { company: '$& {code}', helpdesk: '$1' })({ language: 'en', code, seconds: 300 }).text.reveal()
  expect(text).toContain('an account at $& {code}.')
  expect(text).toContain('so that they know: $1')
})

it('an administrator is told how long the SMS is in each language', () => {
  expect(smsLengths(languages, about, { digits: 6, minutes: 5 }).join('\n')).toMatch(/^SMS in en: 1\d\d characters of GSM-7, one message\.$/m)
  expect(smsLengths(new Map([['ja', { codeSms: `${'暗'.repeat(60)}{code}{company}{howLong}{helpdesk}` }]]), about, { digits: 6, minutes: 5 })).toEqual(['SMS in ja: 80 characters of UCS-2, 2 messages.'])
})
