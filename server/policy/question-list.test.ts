import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { runs } from '../../test/soak.ts'
import { wordsOf } from '../../groundwork/settings/mistake.ts'
import { loadQuestions, offered, textOf } from './question-list.ts'
import { QuestionsSection } from './sections/questions.ts'
import * as v from 'valibot'

const shipped = readFileSync(new URL('questions.yaml', import.meta.url), 'utf8')

const mistakesIn = (text: string) => {
  const loaded = loadQuestions(text, 'questions.yaml')
  return loaded.ok ? [] : loaded.mistakes.map(wordsOf)
}
const three = (first: string) => `version: 1\nquestions:\n- ${first}\n- { id: two, text: { en: Where was the second one? } }\n- { id: three, text: { en: Where was the third one? } }\n`

describe('the list that we ship', () => {
  const loaded = loadQuestions(shipped, 'questions.yaml')
  if (!loaded.ok) throw new Error(loaded.mistakes.map(wordsOf).join('\n'))

  test('has as many questions as a policy counts on that says nothing', () => {
    expect(offered(loaded.list)).toHaveLength(v.parse(QuestionsSection, {}).total)
  })

  test('[F-27] has every question in the same languages, and in none of them twice the same', () => {
    const languages = ['ar', 'de', 'en', 'es', 'fr', 'ja', 'pl', 'pt']
    for (const { id, text } of loaded.list.questions) expect(Object.keys(text).toSorted(), id).toEqual(languages)
    for (const language of languages) expect(new Set(loaded.list.questions.map(({ text }) => text[language])).size).toBe(loaded.list.questions.length)
  })
})

describe('a list of a company', () => {
  test('a question is read in the language of who is asked, in its kind, or in that of the list', () => {
    const loaded = loadQuestions(three('{ id: one, text: { en: Where was the first one?, pt-BR: Onde foi o primeiro?, de: Wo war der erste? } }'), 'q.yaml')
    if (!loaded.ok) throw new Error('it loads')
    const [one] = loaded.list.questions
    if (!one) throw new Error('it is there')
    expect(['pt-br', 'pt', 'de-CH', 'fr', 'en'].map((tag) => textOf(one, loaded.list, tag)))
      .toEqual(['Onde foi o primeiro?', 'Where was the first one?', 'Wo war der erste?', 'Where was the first one?', 'Where was the first one?'])
  })

  test('JSON is read too, in another language than English, and a retired question is offered to nobody', () => {
    const loaded = loadQuestions(JSON.stringify({ version: 1, language: 'ja', questions: [
      { id: 'a', text: { ja: '最初に見た映画は何ですか。' } }, { id: 'b', retired: true, text: { ja: '最初に見た公演は何ですか。' } }, { id: 'c', text: { ja: '最初に読んだ本は何でしたか。' } },
    ] }), 'q.json')
    if (!loaded.ok) throw new Error(loaded.mistakes.map(wordsOf).join('\n'))
    expect(offered(loaded.list).map(({ id }) => id)).toEqual(['a', 'c'])
  })

  test.each([
    ['one without the language of the list', '{ id: one, text: { de: Wo war der erste? } }', 'questions.yaml:3:20: questions.0.text has no en; must have it: it is the language of the list'],
    ['an id given twice', '{ id: two, text: { en: Where was the first one? } }', 'questions.yaml:4:9: questions.1.id is "two", as another question\'s; must be its own'],
    ['the same question twice', '{ id: one, text: { en: where was the SECOND one? } }', 'questions.yaml:4:26: questions.1.text.en asks the same as "one"; must be another question'],
    ['an id with a space', '{ id: first concert, text: { en: Where was the first one? } }', 'questions.yaml:3:9: questions.0.id is no name of a question; must be like first-concert'],
    ['a language by its name', '{ id: one, text: { en: Where was the first one?, German: Wo war der erste? } }', 'questions.yaml:3:20: questions.0.text has the language German; must have tags such as de or pt-BR'],
    ['a text of one word', '{ id: one, text: { en: Who? } }', 'questions.yaml:3:26: questions.0.text.en is too short to ask anything; must be a text'],
    ['a text that turns round what follows', '{ id: one, text: { en: "Where was the \\u202e one?" } }', 'questions.yaml:3:26: questions.0.text.en has signs that nobody sees; must be letters'],
    ['no text at all', '{ id: one }', 'questions.yaml:3:3: questions.0.text is missing; must be a group of languages'],
    ['a text without its language', '{ id: one, text: Where was the first one? }', 'questions.yaml:3:20: questions.0.text is a text; must be a group of languages'],
    ['another word for retired', '{ id: one, text: { en: Where was the first one? }, retire: true }', 'questions.yaml:3:54: questions.0.retire is no setting; did you mean retired?'],
  ])('%s is named with its place', (_, first, words) => {
    expect(mistakesIn(three(first)).find((line) => line.startsWith(words)), mistakesIn(three(first)).join('\n')).toBeDefined()
  })

  test('two questions are not enough, and another version is not read', () => {
    expect(mistakesIn('version: 2\nquestions: []\n')).toEqual([
      'questions.yaml:1:10: version is 2; must be 1: this server knows version 1 of the file of questions',
      'questions.yaml:2:12: questions has fewer than three questions; must have at least 3',
    ])
  })

  test('no text whatever makes it throw, and what is not loaded has at least one mistake', () => {
    const cut = fc.tuple(fc.nat({ max: shipped.length }), fc.nat({ max: shipped.length }), fc.string({ maxLength: 8 }))
      .map(([a, b, put]) => shipped.slice(0, Math.min(a, b)) + put + shipped.slice(Math.max(a, b)))
    fc.assert(fc.property(fc.oneof(cut, fc.string({ unit: 'binary', maxLength: 100 })), (text) => {
      const loaded = loadQuestions(text, 'questions.yaml')
      if (!loaded.ok) expect(loaded.mistakes).not.toHaveLength(0)
    }), { numRuns: runs(20) })
  })
})
