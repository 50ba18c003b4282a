import { LanguageTag, Secret } from '@gatehouse/contract'
import * as v from 'valibot'

const ID = 'must be 1 to 100 letters, digits, dots, hyphens and underscores'
const NUMBER = 'must be a number in E.164, like +491713920011'
const RINGS = 'must be a whole number of seconds from 10 to 120'
const NAME = 'must be 1 to 200 letters, without control characters'
const LANGUAGE = 'must be a language tag like de or de-CH'

/** What is said to the process by the server. Nothing else may be in it: a name of a person would be a mistake. */
export const Wanted = v.strictObject({
  id: v.pipe(v.string(ID), v.regex(/^[\w.-]{1,100}$/u, ID)),
  to: v.pipe(v.string(NUMBER), v.regex(/^\+[1-9]\d{6,14}$/u, NUMBER), v.transform((to) => new Secret(to))),
  language: v.pipe(v.string(LANGUAGE), v.check((tag) => v.is(LanguageTag, tag), LANGUAGE)),
  company: v.pipe(v.string(NAME), v.regex(/^[^\p{Cc}\p{Cs}]{1,200}$/u, NAME)),
  keysWanted: v.picklist(['digits', 'pound'], 'must be digits or pound'),
  ringSeconds: v.pipe(v.number(RINGS), v.integer(RINGS), v.minValue(10, RINGS), v.maxValue(120, RINGS)),
})

const NUMBERED = 'must be a whole number from 1'
export const Judged = v.strictObject({
  n: v.pipe(v.number(NUMBERED), v.integer(NUMBERED), v.minValue(1, NUMBERED)),
  verdict: v.picklist(['right', 'wrong', 'stop'], 'must be right, wrong or stop'),
})

/** @returns the message, or what is wrong with it, without what was in it */
export function read<S extends v.GenericSchema>(schema: S, body: Buffer): { message: v.InferOutput<S> } | { wrong: string } {
  let data: unknown
  try {
    data = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch {
    return { wrong: 'the body must be JSON in UTF-8' }
  }
  const result = v.safeParse(schema, data)
  if (result.success) return { message: result.output }
  const [issue] = result.issues
  const path = v.getDotPath(issue) ?? 'the body'
  // Names of what is too much are somebody's input too.
  if (issue.expected === 'never') return { wrong: 'the body must hold no other names than the documented ones' }
  return { wrong: `${path} ${issue.received === 'undefined' ? 'is missing' : issue.message.startsWith('must') ? issue.message : 'is of another kind'}` }
}
