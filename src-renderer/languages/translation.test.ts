import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { describe, expect, it, test } from 'vitest'
import { conventions } from './conventions.ts'
import { languages } from './list.ts'
import { lengthOf, whatDiffers, whatIsMiswritten } from './translation.ts'

const messagesOf = (file: string) => v.parse(v.record(v.string(), v.string()), JSON.parse(readFileSync(join(import.meta.dirname, file), 'utf8')))
const rooms = ['.', '../portal/languages', '../register/languages']
const translations = languages.filter(({ tag }) => tag !== 'en')

/** What a title may be long in a panel of 440 pixels, in two lines of 28; what a button, in one. */
const TITLE = 56
const BUTTON = 34
const isTitle = (id: string) => /(?:^|\.)title\b/u.test(id)
const isButton = (id: string) => /^(?:next|back|cancel|leave|try-again|start-again)$|\.(?:go|go\.[\w-]+|go-[\w-]+|stay|close|set|again|keep)$/u.test(id)

describe.each(rooms)('the texts in %s', (room) => {
  const english = messagesOf(join(room, 'en.json'))

  it('[F-27] are there in every language of the list, and in no other', () => {
    expect(globSync('*.json', { cwd: join(import.meta.dirname, room) }).sort()).toEqual(languages.map(({ tag }) => `${tag}.json`).sort())
  })

  describe.each(translations)('in $name', ({ tag }) => {
    const theirs = messagesOf(join(room, `${tag}.json`))
    const [, convention] = Object.entries(conventions).find(([one]) => one === tag) ?? expect.fail('no conventions')
    const wrong = (judge: (english: string, theirs: string, id: string) => string[]) => Object.fromEntries(Object.entries(english)
      .map(([id, text]) => [id, judge(text, theirs[id] ?? '', id)] as const).filter(([, found]) => found.length > 0))

    it('[F-27] are all there, and no others', () => {
      expect(Object.keys(theirs)).toEqual(Object.keys(english))
    })

    it('[F-27] take the same values, emphasise the same, and have every form of number that the language has', () => {
      expect(wrong((text, own) => whatDiffers(tag, text, own))).toEqual({})
    })

    it('[F-27] are written as the language is, and nothing is left in English', () => {
      expect(wrong((text, own) => whatIsMiswritten(convention, text, own))).toEqual({})
    })

    it('[F-27] are short enough: titles, buttons, and everything beside English', () => {
      expect(wrong((text, own, id) => {
        const [length, most] = [lengthOf(own), isTitle(id) ? TITLE : isButton(id) ? BUTTON : lengthOf(text) * 1.6 + 12]
        return length > most ? [`${length} signs, ${Math.floor(most)} at most: ${own}`] : []
      })).toEqual({})
    })
  })
})

describe('what is wrong with a translation is found', () => {
  test.each([
    ['a value that is lost', 'de', 'For {name}', 'Für', ['lacks {name}']],
    ['a value in one branch alone', 'de', '{known, select, yes {Call {helpdesk}} other {Call}}', '{known, select, yes {Anrufen} other {Anrufen: {helpdesk}}}', ['lacks known=yes {helpdesk}', 'has known=other {helpdesk}, which English has not']],
    ['a choice that is lost', 'de', '{unit, select, hours {h} other {m}}', '{unit, select, other {m}}', ['lacks unit=hours ']],
    ['emphasis that is lost', 'de', 'Quote <b>{id}</b>', 'Nennen {id}', ['lacks <b>', 'lacks <b> {id}', 'has {id}, which English has not']],
    ['a form of number', 'pl', '{n, plural, one {# day} other {# days}}', '{n, plural, one {# dzień} other {# dni}}', ['lacks the form "many" of n, as for 0', 'lacks the form "few" of n, as for 2']],
    ['a form that Polish has from five on, for digits of which there are four or more', 'pl', '{n, plural, other {# digits}}', '{n, plural, few {# cyfry} other {# cyfr}}', ['lacks the form "many" of n, as for 5']],
    ['a form that is also for nothing', 'fr', '{n, plural, one {one day} other {# days}}', '{n, plural, one {un jour} other {# jours}}', ['says "one" of n without #, for 0, 1']],
    ['all six of Arabic', 'ar', '{n, plural, one {# day} other {# days}}', '{n, plural, other {#}}', ['zero', 'one', 'two', 'few', 'many'].map((form) => expect.stringContaining(`"${form}"`) as unknown)],
    ['nothing', 'pl', '{needed, plural, =1 {Just one step} other {Step {step, number} of {needed, number}}}', '{needed, plural, =1 {Jeden krok} other {Krok {step, number} z {needed, number}}}', []],
    ['nothing', 'fr', '{n, plural, =1 {One more} =2 {Two more} other {# more}}', '{n, plural, =1 {Encore un} =2 {Encore deux} other {Encore #}}', []],
  ])('%s, in %s', (_, tag, english, theirs, found) => {
    expect(whatDiffers(tag, english, theirs)).toEqual(found)
  })

  test.each([
    ['Try again', 'Try again', ['is English']],
    ['Code', 'Code', []],
    ['Show password', 'Password anzeigen', ['has the English word "Password"']],
    ['This', '"Dies" hier...', ['has "', 'has "', 'has "..."']],
    ['One moment…', 'Einen Moment…', ['has "t…": a space before …, which stands for words']],
    ['This', 'Dies heißt „Weiter“ …', []],
  ])('%s: %s', (english, theirs, found) => {
    expect(whatIsMiswritten(conventions.de, english, theirs)).toEqual(found)
  })

  it('lengths are those of the longest that can be said, and of wide signs', () => {
    expect([lengthOf('{a, select, x {four} other {six six}}!'), lengthOf('<b>{a}</b> x'), lengthOf('日本')]).toEqual([8, 10, 4])
  })
})
