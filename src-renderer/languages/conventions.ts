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
  es: {
    marks: '«»',
    never: [[/(?<!¿[^?]*)\?/u, 'no ¿ before it'], [/(?<!¡[^!]*)!/u, 'no ¡ before it'], [/\b(?:tú|tu|tus|vosotros|ordenador|computadora)\b/iu, 'usted, and a word that is used everywhere']],
    same: [],
  },
  fr: {
    marks: '’«»',
    never: [[/ [:;!?»]|« /u, 'a space at which a line could break'], [/[^\u00a0:;!?][:;!?»]/u, 'no space before it'], [/«[^\u00a0]/u, 'no space after it']],
    same: ['Code'],
  },
  pl: {
    marks: '„”',
    never: [
      [/(?<!\S)[aiouwz] /iu, 'a word of one letter does not end a line: a no-break space after it'], [/\p{L}+ł[ae]ś(?!\p{L})/u, 'nobody is asked whether they are a man or a woman'],
      [/\S …/u, 'no space before …'], [/\b(?:helpdesk|login|email)/iu, 'pomoc techniczna, logowanie, e-mail'],
    ],
    same: ['Backspace', 'Enter', 'Shift'],
  },
  pt: {
    marks: '“”',
    never: [[/\b(?:tu|teu|tua|ecrã|telemóvel|utilizador|palavra-passe)\b/iu, 'você, and the words of Brazil'], [/\b(?:login|logar|e-mail)\b/iu, 'Windows says entrar, and email']],
    same: ['Enter', 'Shift'],
  },
  ar: {
    marks: '',
    never: [
      [/[,;?]/u, 'Arabic has marks of its own: ، ؛ ؟'], [/[٠-٩]/u, 'digits are those on telephones and keyboards'], [/\u0640/u, 'nothing is stretched'],
      [/[A-Za-z0-9]–[A-Za-z0-9](?!\u2069)/u, 'what runs from left to right is kept together: U+2066 … U+2069'], [/اً/u, 'ًا'],
    ],
    same: ['Shift'],
  },
  ja: {
    marks: '「」',
    never: [
      [/(?<=[\u3040-\u30ff\u4e00-\u9fff])[?!,.:;](?! )/u, 'full-width marks'], [/[\u3040-\u30ff\u4e00-\u9fff][A-Za-z0-9]|[A-Za-z0-9][\u3040-\u30ff\u4e00-\u9fff]/u, 'a space between Latin letters or digits and Japanese, as Windows writes'],
      [/ログイン|ログオン/u, 'Windows says サインイン'], [/[０-９Ａ-Ｚａ-ｚ]/u, 'half-width Latin letters and digits'], [/あなた/u, 'nobody is called あなた'],
    ],
    same: ['Backspace', 'Enter', 'Shift'],
  },
}
