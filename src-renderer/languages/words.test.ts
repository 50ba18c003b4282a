import { describe, expect, it } from 'vitest'
import { isText, type MessageId } from './language.ts'
import { inEnglish } from './list.ts'
import { inEveryText, lengthen, pseudoLanguages, turn } from './pseudo.ts'
import { wordsOf } from './words.tsx'

const spoken = async (tag: string) => {
  const found = pseudoLanguages.find((one) => one.tag === tag) ?? expect.fail(`no ${tag}`)
  return { ...found, messages: await found.load() }
}

describe('words', () => {
  it('a text takes its values', () => {
    expect(wordsOf(inEnglish).say('code.tries', { tries: 2 })).toBe('2 tries left')
    expect(wordsOf(inEnglish).say('code.tries', { tries: 1 })).toBe('One try left')
  })

  it('a value that is missing is an error, not an empty place', () => {
    expect(() => wordsOf(inEnglish).say('code.again-in')).toThrow(/time/)
  })

  it('a text that was taken apart while building says the same, and misses the same', () => {
    const taken = (id: MessageId) => inEveryText(inEnglish.messages[id], (text) => text)
    const messages = { ...inEnglish.messages, 'identify.title': taken('identify.title'), 'frame.language': taken('frame.language'), 'code.tries': taken('code.tries') }
    const [apart, whole] = [wordsOf({ ...inEnglish, messages }), wordsOf(inEnglish)]
    expect(apart.say('identify.title')).toBe(whole.say('identify.title'))
    expect(apart.say('frame.language', { language: 'English' })).toBe('Language: English')
    expect(apart.say('code.tries', { tries: 2 })).toBe('2 tries left')
    expect(() => apart.say('frame.language')).toThrow(/language/)
  })

  it('a text with nothing to take apart stays a text while building, and is said and shown as it is', () => {
    expect([isText('Let’s look'), isText('{a}'), isText('<b>a</b>'), isText("it's"), isText([])]).toEqual([true, false, false, false, false])
    const words = wordsOf(inEnglish)
    expect(words.show('problem.no-network.lead')).toBe(inEnglish.messages['problem.no-network.lead'])
    expect(words.say('problem.no-network.lead', { unused: 1 })).toBe(inEnglish.messages['problem.no-network.lead'])
  })

  it('from right to left, what is put in keeps its own direction; what chooses is left alone', async () => {
    const words = wordsOf(await spoken('ar-XB'))
    expect(words.say('code.again-in', { time: '0:24' })).toContain('\u20680:24\u2069')
    expect(JSON.stringify(words.show('helpdesk', { known: 'yes', helpdesk: '4357', caseNumber: 'X' }))).toContain('4357')
    const keys = words.say('call.progress.keys', { keys: 'digits', digits: '47' })
    expect(keys).toContain('\u206847\u2069')
    expect(words.say('call.progress.keys', { keys: 'none', digits: '' })).not.toBe(keys)
  })
})

describe('the languages for tests', () => {
  it.each(['Next', 'Enter the code', 'We’ll get you back in. First, who are you?'])('%s grows by 40 % at least', (text) => {
    expect(lengthen(text).length).toBeGreaterThanOrEqual(Math.floor(text.length * 1.4))
    expect(lengthen(text)).not.toContain(text)
  })

  it('spaces beside a value stay', () => {
    expect(lengthen(' of ')).toMatch(/^ .* $/)
    expect(turn(' of ')).toBe(' \u202eof\u202c ')
    expect(turn(' ')).toBe(' ')
  })

  it('arguments, plural forms and tags are untouched', () => {
    const shout = inEveryText('{n, plural, one {one <b>{what}</b>} other {# things}} left', (text) => text.toUpperCase())
    expect(JSON.stringify(shout)).toContain('"value":"what"')
    expect(JSON.stringify(shout)).toContain('"value":"ONE "')
    expect(JSON.stringify(shout)).toContain('"value":" LEFT"')
    expect(JSON.stringify(shout)).toContain('"pluralType":"cardinal"')
  })

  it('both have every message', async () => {
    for (const { load } of pseudoLanguages) expect(Object.keys(await load())).toEqual(Object.keys(inEnglish.messages))
  })
})
