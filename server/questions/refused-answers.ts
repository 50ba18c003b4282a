import type { Secret } from '@gatehouse/contract'
import type { AnswerRefusal } from '@gatehouse/contract/registration'
import { offered, type Question, type QuestionList } from '../policy/question-list.ts'
import { isCommon } from './common-answers.ts'
import { lengthOf, plainAnswer } from './plain-answer.ts'

/** What somebody gives as the answer to a question when they register. */
export type GivenAnswer = { readonly question: string; readonly answer: Secret }
export type RefusedAnswer = { readonly question: string; readonly why: AnswerRefusal }

type Rules = {
  readonly list: QuestionList
  /** Of the policy. */
  readonly shortest: number
  readonly longest: number
  /** The person's, their account's, and the company's, whole or in parts. */
  readonly names: readonly string[]
}

/** They add nothing to a word of the question: `the lake`, `mein Hund`. */
const FILLERS = new Set('the an my our your his her this that it is was in on at of der die das den dem ein eine einer mein meine meinem unser unsere im am le la les un une mon ma mes el los las mi il lo una het een de den min mitt'.split(' ').map(plainAnswer))

const WORDS = /[\p{L}\p{M}\p{N}]+/gu

/**
 * Which answers cannot be registered, each with the first reason. MIM took "abc" for every question; these are the answers that somebody
 * tries who knows the question and the person, and nothing else.
 * @param given all that the person will have: none may be the answer to two
 * @returns in the order in which they were given; empty: all can be
 */
export function refusedAnswers(given: readonly GivenAnswer[], rules: Rules): readonly RefusedAnswer[] {
  const plain = given.map(({ answer }) => plainAnswer(answer.reveal()))
  return given.flatMap(({ question: id, answer }, index): RefusedAnswer[] => {
    const question = offered(rules.list).find((one) => one.id === id)
    const isSecond = given.findIndex((one) => one.question === id) !== index
    if (!question || isSecond) return [{ question: id, why: 'no-such-question' }]
    const why = refusalOf(answer.reveal(), question, rules) ?? (plain.indexOf(plain[index] ?? '') === index ? undefined : 'same-as-another')
    return why ? [{ question: id, why }] : []
  })
}

function refusalOf(text: string, question: Question, { shortest, longest, names }: Rules): AnswerRefusal | undefined {
  const plain = plainAnswer(text)
  if (lengthOf(plain) < shortest) return 'too-short'
  if (lengthOf(plain) > longest) return 'too-long'
  if (isCommon(plain)) return 'too-common'
  if (!isMoreThan(text, wordsIn(names), shortest)) return 'a-name'
  const asked = Object.values(question.text)
  return isMoreThan(text, wordsIn(asked), shortest) && !asked.some((one) => isCutFrom(plain, plainAnswer(one))) ? undefined : 'in-the-question'
}

/** What an answer has beside these words must be long enough by itself. Written together they are the same words. */
function isMoreThan(text: string, words: ReadonlySet<string>, shortest: number): boolean {
  const left = wordsOf(text).filter((word) => !words.has(word))
  // With nothing of these words in it, `The Who` is as good as any.
  const rest = left.length < wordsOf(text).length ? left.filter((word) => !FILLERS.has(word)) : left
  return lengthOf(rest.join('')) >= shortest && !isMadeOf(plainAnswer(text), words)
}

/** Whether it is these words one after another. Of the shortest alone many a name is made: `Toto` is none of the question's own "to". */
function isMadeOf(plain: string, words: ReadonlySet<string>): boolean {
  const bare = plain.replace(/\p{N}+$/u, '')
  // reach[n]: whether the first n signs are words one after another.
  const reach = [true]
  for (let end = 1; end <= bare.length; end += 1) {
    reach[end] = [...words].some((word) => reach[end - word.length] === true && bare.startsWith(word, end - word.length))
  }
  return reach[bare.length] === true && [...words].some((word) => lengthOf(word) >= 3 && bare.includes(word))
}

/** Where words are not parted by spaces, the question's own words are found as a piece of it. */
const isCutFrom = (plain: string, question: string) => /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}ー]+$/u.test(plain) && question.includes(plain)

const wordsIn = (texts: readonly string[]): ReadonlySet<string> => new Set(texts.flatMap(wordsOf).filter((word) => lengthOf(word) >= 2))

const wordsOf = (text: string) => Array.from(text.normalize('NFKC').matchAll(WORDS), ([word]) => plainAnswer(word))
