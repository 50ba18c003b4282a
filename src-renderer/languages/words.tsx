import { IntlMessageFormat } from 'intl-messageformat'
import { createContext, createElement, Fragment, type ReactNode, useContext } from 'react'
import { isText, type Language, type Message, type MessageId } from './language.ts'

export type Values = Readonly<Record<string, string | number>>

/** @template Id which texts there are: those of all screens, or more where an entry has some of its own */
export type Words<Id extends string = MessageId> = {
  spoken: Language
  /** The text in the present language. */
  say: (id: Id, values?: Values) => string
  /** The same for texts with `<b>`: what it encloses is shown strong and stays on one line. */
  show: (id: Id, values?: Values) => ReactNode
}

/** The words of a language. A text is taken apart once, when it is first used. */
export function wordsOf<Id extends string>(spoken: Language & { messages: Readonly<Record<Id, Message>> }): Words<Id> {
  const known = new Map<Id, IntlMessageFormat>()
  const format = (id: Id) => {
    const made = known.get(id) ?? new IntlMessageFormat(spoken.messages[id], spoken.formatsAs)
    known.set(id, made)
    return made
  }
  const valuesFor = (id: Id, values: Values = {}) => (spoken.direction === 'ltr' ? values : isolate(values, choosersOf(format(id).getAst())))
  return {
    spoken,
    say: (id, values) => plain(spoken.messages[id], spoken.direction === 'ltr' ? values : isolate(values)) ?? String(format(id).format(valuesFor(id, values))),
    show(id, values) {
      const message = spoken.messages[id]
      return isText(message) ? message : createElement(Fragment, null, ...[format(id).format<ReactNode>({ ...valuesFor(id, values), b: strong })].flat())
    },
  }
}

type Elements = ReturnType<IntlMessageFormat['getAst']>

// Kinds of element in ICU's syntax tree (icu-messageformat-parser's TYPE): text, and a value as it is.
const LITERAL = 0
const ARGUMENT = 1

/**
 * A text that needs no rules of its language, as all of the first screen: the platform takes longer to look these up than to draw it.
 * @returns undefined where there is more in it, or a value is missing
 */
function plain(message: Message, values: Values = {}): string | undefined {
  if (isText(message)) return message
  if (typeof message === 'string') return undefined
  const pieces = message.map((element) => {
    const type: number = element.type
    if (!('value' in element) || type > ARGUMENT) return undefined
    return type === LITERAL ? element.value : values[element.value]
  })
  return pieces.includes(undefined) ? undefined : pieces.join('')
}

const strong = (inside: ReactNode[]) => createElement('strong', { className: 'together' }, ...inside)

// Names and numbers keep their own direction inside a right-to-left sentence (Unicode UAX #9: FSI … PDI).
function isolate(values: Values = {}, choosers: readonly string[] = []): Values {
  return Object.fromEntries(Object.entries(values).map(([name, value]) =>
    [name, typeof value === 'string' && !choosers.includes(name) ? `\u2068${value}\u2069` : value]))
}

/** Values that only choose between texts (`select`) must stay as they are, or none of the texts is theirs. */
const choosersOf = (elements: Elements): string[] => elements.flatMap((element) => {
  if ('children' in element) return choosersOf(element.children)
  if (!('options' in element)) return []
  return [element.value, ...Object.values(element.options).flatMap((option) => choosersOf(option.value))]
})

const WordsHere = createContext<Words | undefined>(undefined)
export const WordsProvider = WordsHere.Provider

/** The words of the language that the screen is in. */
export function useWords(): Words {
  const words = useContext(WordsHere)
  if (!words) throw new Error('No language here: render it inside WordsProvider')
  return words
}
