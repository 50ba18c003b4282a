import { IntlMessageFormat } from 'intl-messageformat'
import type { Convention } from './conventions.ts'

type Elements = ReturnType<IntlMessageFormat['getAst']>
type Options = Readonly<Record<string, { value: Elements }>>

// Kinds of element in ICU's syntax tree (icu-messageformat-parser's TYPE).
const LITERAL = 0
const PLURAL = 6
const POUND = 7

// How many signs a value is taken for where lengths are compared.
const A_VALUE = 8

/** Every number that a text of ours is given, and more. */
const COUNTS = Array.from({ length: 201 }, (_, number) => number)

/** What a translation of a message has otherwise than English, though it must be the same. @returns a sentence for each */
export function whatDiffers(tag: string, english: string, theirs: string): string[] {
  const [ours, mine] = [parse(english), parse(theirs)]
  const [wanted, given] = [shapeOf(ours), shapeOf(mine)]
  return [
    ...[...wanted].filter((one) => !given.has(one)).map((one) => `lacks ${one}`),
    ...[...given].filter((one) => !wanted.has(one)).map((one) => `has ${one}, which English has not`),
    ...pluralsOf(mine).flatMap(({ name, options }) => whatLacks(tag, name, pluralsOf(ours).find((one) => one.name === name)?.options ?? {}, options)),
  ]
}

/** What is not written as that language is. @returns a sentence for each */
export function whatIsMiswritten({ marks, never, same }: Convention, english: string, theirs: string): string[] {
  const text = literalsOf(parse(theirs)).join('\n')
  const strange = Array.from(text).filter((letter) => /["'`´‘’‚‛“”„‟«»‹›「」『』]/u.test(letter) && !marks.includes(letter))
  return [
    ...(theirs === english && !same.includes(theirs) ? ['is English'] : []),
    ...[...text.matchAll(/\b(?:the|you|your|with|this|that|and|not|please|password|account|sign)\b/giu)].map(([word]) => `has the English word "${word}"`),
    ...strange.map((letter) => `has ${letter}`),
    ...[...text.matchAll(/\.\.\.| {2}/gu)].map(([what]) => `has "${what}"`),
    ...never.flatMap(([what, why]) => [...text.matchAll(new RegExp(what, what.flags.includes('g') ? what.flags : `${what.flags}g`))].map(([found]) => `has "${found}": ${why}`)),
  ]
}

/** Of the longest that it can say, as signs of Latin writing; those of Chinese and Japanese are twice as wide. */
export function lengthOf(message: string): number {
  const widest = (elements: Elements): number => elements.reduce((sum, element) => {
    if ('children' in element) return sum + widest(element.children)
    if ('options' in element) return sum + Math.max(...Object.values(element.options).map(({ value }) => widest(value)))
    return sum + (typeOf(element) === LITERAL && 'value' in element ? widthOf(element.value) : A_VALUE)
  }, 0)
  return widest(parse(message))
}

const widthOf = (text: string) => Array.from(text).reduce((sum, letter) => sum + (/[\u2e80-\uffef]/u.test(letter) ? 2 : 1), 0)

const parse = (message: string): Elements => new IntlMessageFormat(message, 'en').getAst()

const typeOf = ({ type }: { type: number }): number => type

/** Values, tags and the choices of a `select`, each below those it stands in: which forms a plural has is the language's own. */
function shapeOf(elements: Elements, below = ''): Set<string> {
  return new Set(elements.flatMap((element) => {
    if ('children' in element) return [`${below}<${element.value}>`, ...shapeOf(element.children, `${below}<${element.value}> `)]
    if (!('value' in element) || typeOf(element) === LITERAL) return []
    const name = `${below}{${element.value}${typeOf(element) > 1 ? ` of kind ${typeOf(element)}` : ''}}`
    if (!('options' in element)) return [name]
    const isPlural = typeOf(element) === PLURAL
    return [name, ...Object.entries(element.options).flatMap(([choice, { value }]) => {
      const inside = isPlural ? below : `${below}${element.value}=${choice} `
      return [...(isPlural ? [] : [inside]), ...shapeOf(value, inside)]
    })]
  }))
}

function pluralsOf(elements: Elements): { name: string; options: Options }[] {
  return elements.flatMap((element) => {
    if ('children' in element) return pluralsOf(element.children)
    if (!('options' in element)) return []
    const { options, value: name } = element
    return [...(typeOf(element) === PLURAL ? [{ name, options }] : []), ...Object.values(options).flatMap(({ value }) => pluralsOf(value))]
  })
}

/** The forms that the language has for the numbers that can come, and the number itself in a form that stands for several. */
function whatLacks(tag: string, name: string, english: Options, theirs: Options): string[] {
  const counts = Object.entries({ ...english, ...theirs }).some(([form, { value }]) => form === 'one' || value.some((element) => typeOf(element) === POUND))
  if (!counts) return []
  // Where English has no form for one thing there never is only one: the digits of a code are four or more.
  const least = 'one' in english ? 0 : '=1' in english ? 1 : 4
  const rules = new Intl.PluralRules(tag)
  const numbers = COUNTS.filter((number) => number >= least && !(`=${number}` in theirs))
  const forms = Map.groupBy(numbers, (number) => rules.select(number))
  return [...forms].flatMap(([form, whose]) => {
    const option = theirs[form]
    if (!option) return [`lacks the form "${form}" of ${name}, as for ${whose[0] ?? ''}`]
    const saysIt = option.value.some((element) => typeOf(element) === POUND)
    return whose.length > 1 && !saysIt ? [`says "${form}" of ${name} without #, for ${whose.slice(0, 3).join(', ')}`] : []
  })
}

const literalsOf = (elements: Elements): string[] => elements.flatMap((element) => {
  if ('children' in element) return literalsOf(element.children)
  if ('options' in element) return Object.values(element.options).flatMap(({ value }) => literalsOf(value))
  return typeOf(element) === LITERAL && 'value' in element ? [element.value] : []
})
