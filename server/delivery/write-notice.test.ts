import { type Entrance, entrances } from '@gatehouse/contract'
import { describe, expect, it } from 'vitest'
import { readTexts } from './texts.ts'
import { writeNotice } from './write-notice.ts'

const languages = readTexts().languages
const at = Date.UTC(2026, 6, 1, 22, 30)

describe.each([...languages.keys()])('[F-24] the notice in %s', (language) => {
  const write = writeNotice(() => languages, { company: 'Contoso', helpdesk: '4357' }, 'Europe/Berlin')

  it.each(['unlock', 'set-password', 'unclear', 'not-done'] as const)('of %s says what, when, where, and whom to call', (told) => {
    for (const entrance of entrances) {
      const { subject, text, short } = write({ told, entrance, at, caseNumber: '7K4P-29QX', language })
      expect(subject).toContain('Contoso')
      for (const said of [text, short]) {
        for (const part of ['Contoso', '4357', '7K4P-29QX', '2026']) expect(said).toContain(part)
        // In the company's time zone it is the next day.
        expect(said).toMatch(/\b0?2\b/)
        expect(said).not.toMatch(/[{}]|undefined/)
      }
    }
  })

  it('says which PC it was by that PC\'s own words, as a claim, and of no portal', () => {
    const said = (entrance: Entrance, workstation?: string) => write({ told: 'unlock', entrance, workstation, at, caseNumber: '7K4P-29QX', language })
    for (const text of [said('workstation', 'PC-0815').text, said('workstation', 'PC-0815').short]) expect(text).toContain(languages.get(language)?.namedWorkstation?.replace('{workstation}', 'PC-0815'))
    expect(said('workstation', 'PC-0815').text).toContain('PC-0815')
    for (const entrance of ['portal-inside', 'portal-outside'] as const) expect(said(entrance, 'PC-0815')).toEqual(said(entrance))
    expect(said('workstation').text).not.toMatch(/[{}]|undefined/)
  })

  it('says each place in words of its own', () => {
    const said = entrances.map((entrance) => write({ told: 'unlock', entrance, at, caseNumber: '7K4P-29QX', language }).text)
    expect(new Set(said).size).toBe(entrances.length)
  })
})

it('a company whose words have none for a named PC reads its own, whole', () => {
  const own = new Map([...languages, ['fr', { places: { 'workstation': 'à un PC', 'portal-inside': 'i', 'portal-outside': 'o' }, notices: languages.get('en')?.notices ?? expect.fail('no English') }]])
  const write = writeNotice(() => own, { company: 'Contoso', helpdesk: '4357' }, 'Europe/Paris')
  expect(write({ told: 'unlock', entrance: 'workstation', workstation: 'PC-0815', at, caseNumber: 'C', language: 'fr' }).text).toContain('Where: à un PC\n')
})
