import * as v from 'valibot'

/** Kinds of settings. Messages are written as `fit.ts` asks: what would be right, or what is wrong; what would be right. */

const A_TEXT = 'must be a text (in quotes if it looks like a number)'
/** Not empty, trimmed. */
export const text = (description: string) => v.pipe(v.string(A_TEXT), v.trim(), v.minLength(1, `is empty; ${A_TEXT}`), v.description(description))
/** A file that the server reads. */
export const file = (description: string) => text(`${description} A relative path counts from the folder of this file.`)

const A_PORT = 'must be a port from 0 to 65535'
export const port = (description: string) =>
  v.pipe(v.number(A_PORT), v.integer(A_PORT), v.minValue(0, A_PORT), v.maxValue(65_535, A_PORT), v.description(description))

export const days = (description: string, least = 1) => {
  const words = `must be a whole number of days from ${least} to 3650`
  return v.pipe(v.number(words), v.integer(words), v.minValue(least, words), v.maxValue(3650, words), v.description(description))
}

export const yesOrNo = (description: string) => v.pipe(v.boolean('must be true or false'), v.description(description))

export const oneOf = <const W extends readonly string[]>(words: W, description: string) =>
  v.pipe(v.picklist(words, `must be one of ${words.join(', ')}`), v.description(description))
