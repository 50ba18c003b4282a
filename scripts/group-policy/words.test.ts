import { expect, test } from 'vitest'
import { policies } from '../../src-main/config/policies.ts'
import { conventions } from '../../src-renderer/languages/conventions.ts'
import { inFull, linkText, shippedLanguages, wordsOf } from './words.ts'

// Names and addresses are written as they are in every language; so is what Windows itself calls its audit policy.
const asWritten = /https?:\/\/\S+|file:|sha256\/|[\w*.-]+\.example(?::\d+)?|10\.0\.0\.0\/8|\.bmp|C:\\[\w\\]+(?: Files)?|<local>|ログオンの監査ポリシー|\{[\w:]+\}/gu

test.each(shippedLanguages)('%s has words for every setting, and no others', (language) => {
  const words = wordsOf(language)
  expect(Object.keys(words.values)).toEqual(policies.map(({ value }) => value))
  for (const { value } of policies) expect(inFull(words, value, linkText(language)).join(''), value).not.toMatch(/[{}]/u)
})

test.each(Object.entries(conventions))('%s is written as its screens are', (language, { marks, never }) => {
  for (const text of textsIn(wordsOf(language))) {
    const plain = text.replace(asWritten, 'x')
    for (const [pattern, why] of never) expect(plain, `${why}: ${text}`).not.toMatch(pattern)
    expect(plain.replace(/["'“”„‘’«»「」『』]/gu, (mark) => (marks.includes(mark) ? '' : mark)), text).not.toMatch(/['“”„‘’«»「」『』]/u)
  }
})

test.each(shippedLanguages.filter((language) => language !== 'en'))('%s names every example, number and setting that English names', (language) => {
  const [english, other] = [wordsOf('en'), wordsOf(language)]
  const fixed = (texts: string[]) => (texts.join(' ').match(/\{[\w:]+\}|\d+(?:[./]\d+)*|[\w.-]+\.example|sha256/gu) ?? [])
  for (const { value } of policies) expect(fixed(textsIn(other.values[value]?.explains)), value).toEqual(expect.arrayContaining(fixed(textsIn(english.values[value]?.explains))))
})

const textsIn = (of: unknown): string[] => (typeof of === 'string' ? [of] : Object.values(of ?? {}).flatMap(textsIn))
