import { Secret } from '@gatehouse/contract'
import type { Code, Mail } from './ports.ts'
import { choose } from '../../groundwork/texts/languages.ts'
import { fill } from '../../groundwork/texts/naming.ts'
import type { Languages } from './texts.ts'

type About = { company: string; helpdesk: string }
type Said = Omit<Code, 'id'>

export type WriteMail = (code: Said) => Pick<Mail, 'subject' | 'text'>
export type WriteSms = (code: Said) => Secret

/** Writes in the person's language, else in English. */
export const writeMail = (languages: () => Languages, about: About): WriteMail => ({ language, ...said }) => {
  const [tag, codeMail] = choose(languages(), language, (texts) => texts.codeMail)
  return { subject: fill(codeMail.subject, { company: about.company }), text: new Secret(fill(codeMail.body, valuesOf(said, tag, about))) }
}

/** Writes in the person's language, else in English. */
export const writeSms = (languages: () => Languages, about: About): WriteSms => ({ language, ...said }) => {
  const [tag, codeSms] = choose(languages(), language, (texts) => texts.codeSms)
  return new Secret(fill(codeSms, valuesOf(said, tag, about)))
}

function valuesOf({ code, seconds }: Pick<Code, 'code' | 'seconds'>, tag: string, about: About): Record<string, string> {
  return { ...about, howLong: howLongIn(tag, seconds), code: code.reveal() }
}

/** Five minutes, in words of that language. */
export const howLongIn = (tag: string, seconds: number) =>
  new Intl.NumberFormat(tag, { style: 'unit', unit: 'minute', unitDisplay: 'long' }).format(Math.max(1, Math.round(seconds / 60)))
