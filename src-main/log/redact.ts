import { Secret } from '@gatehouse/contract'

/** What a log line may carry beside its event: short facts, never a message's body. */
export type Fields = Readonly<Record<string, string | number | boolean | Secret | undefined>>

const MASK = '[masked]'
const LONGEST = 300

/** Names of fields that would hold what a person typed, or who they are, whatever their value. */
const tellingNames = /account|user|name$|password|passwd|answer|secret|token|authorization|cookie|mail|digits/i

/** Shapes of such values, wherever they stand. Masking too much costs a question; masking too little is a leak (S-04). */
const tellingShapes: readonly RegExp[] = [
  /\bBearer\s+\S+/gi,
  /[\w.+'-]+@[\w-]+(\.[\w-]+)*/g, // ada@corp.example
  /\b[\w.-]+\\[\w.$-]+/g, // CORP\ada
  /\b\d{6,8}\b/g, // a code
  /(?!ERR_[A-Z_]+(?![\w-]))(?<![\w-])[\w-]{32,}/g, // a token, not one of Chromium's long words
]

/** The fields as they may be written: the last thing that happens before a line leaves this process. */
export function redact(fields: Fields): Record<string, string | number | boolean> {
  const shown: Record<string, string | number | boolean> = {}
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) continue
    if (value instanceof Secret || tellingNames.test(name)) shown[name] = MASK
    else shown[name] = typeof value === 'string' ? redactText(value) : value
  }
  return shown
}

/** Where our own settings lie: two names and back slashes, which an account would have too. Which value is wrong is all that its line is for. */
const ourValues = /(\bHKLM\\SOFTWARE\\(?:Policies\\)?Gatehouse\\[A-Za-z]{1,40}(?![\w\\]))/

function redactText(text: string): string {
  // What was matched stands at every second place.
  const parts = text.split(ourValues).map((part, at) => (at % 2 === 1 ? part : tellingShapes.reduce((shown, shape) => shown.replace(shape, MASK), part)))
  return parts.join('').slice(0, LONGEST)
}
