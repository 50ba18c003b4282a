import { IntlMessageFormat } from 'intl-messageformat'
import english from './en.json' with { type: 'json' }
import { isText, type Language, language, type Message, type Messages } from './language.ts'

type Elements = ReturnType<IntlMessageFormat['getAst']>

// The kind of element in ICU's syntax tree that holds text (icu-messageformat-parser's TYPE.literal).
const LITERAL = 0

const accents = new Map(Array.from('AaBbCcDdEeGgHhIiJjKkLlNnOoRrSsTtUuWwYyZz').map((plain, at) =>
  [plain, Array.from('ÅåßƀÇçÐðÉéĜĝĤĥÎîĴĵĶķĻļÑñÖöŔŕŠšŢţÛûŴŵÝýŽž')[at] ?? plain]))

/** The text with accents and at least 40 % longer, as German or Finnish would be: cut letters and tight boxes show. */
export const lengthen = (text: string) => insideSpaces(text, (inside) => {
  const more = Math.ceil(inside.length * 0.4) - 1
  return `${Array.from(inside, (letter) => accents.get(letter) ?? letter).join('')} ${'öne twö thrëe fôur fîve sîx '.repeat(Math.ceil(more / 28)).slice(0, more).trim()}`
})

/** The text reversed by direction marks (RLO … PDF), word order and all: what was not mirrored shows. */
export const turn = (text: string) => insideSpaces(text, (inside) => `\u202e${inside}\u202c`)

/** Changes a text but not the spaces around it, which keep it apart from the values beside it. */
function insideSpaces(text: string, change: (inside: string) => string): string {
  const inside = text.trim()
  return inside === '' ? text : text.replace(inside, () => change(inside))
}

/** A message with every piece of its text changed, its arguments untouched. */
export function inEveryText(message: Message, change: (text: string) => string): Message {
  const walk = (elements: Elements): Elements => elements.map((element) => {
    if ('children' in element) return { ...element, children: walk(element.children) }
    if ('offset' in element) return { ...element, options: each(element.options) }
    if ('options' in element) return { ...element, options: each(element.options) }
    const { type }: { type: number } = element
    return type === LITERAL && 'value' in element ? { ...element, value: change(element.value) } : element
  })
  const each = (options: Record<string, { value: Elements }>) =>
    Object.fromEntries(Object.entries(options).map(([name, { value }]) => [name, { value: walk(value) }]))
  if (isText(message)) return change(message)
  return walk(new IntlMessageFormat(message, 'en').getAst())
}

const changed = (change: (text: string) => string) => (): Promise<Messages> => Promise.resolve({
  ...english,
  ...Object.fromEntries(Object.entries(english).map(([id, message]) => [id, inEveryText(message, change)])),
})

/** Languages that nobody speaks, derived from English: for tests and the gallery, never in the kiosk. */
export const pseudoLanguages: readonly Language[] = [
  { ...language('en-XA', lengthen('English'), changed(lengthen)), formatsAs: 'en' },
  { ...language('ar-XB', turn('English'), changed(turn)), formatsAs: 'en' },
]
