import type { Translation } from './list.ts'

/** How a language is written, as far as a machine can tell. */
export type Convention = {
  /** Its quotation marks and apostrophes; every other is a mistake. */
  marks: string
  /** What is written otherwise, as `[what, why]`. */
  never: readonly (readonly [RegExp, string])[]
  /** Texts that are the same as in English, and right. */
  same: readonly string[]
}

/** For the tests of every entry's texts. */
export const conventions: Readonly<Record<Translation, Convention>> = {
  de: {
    marks: '„“',
    never: [[/\S…/u, 'a space before …, which stands for words'], [/\bPasswort/u, 'Windows says Kennwort'], [/\b(?:einloggen|ausloggen|Login)/iu, 'Windows says anmelden']],
    same: ['Code', 'Helpdesk'],
  },
}
