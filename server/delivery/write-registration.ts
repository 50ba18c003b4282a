import { Secret } from '@gatehouse/contract'
import { fill } from '../../groundwork/texts/naming.ts'
import { choose } from '../../groundwork/texts/languages.ts'
import type { Links } from '../registration/link.ts'
import type { RegistrationNotice } from '../registration/ports.ts'
import type { Code, Mail } from './ports.ts'
import type { Languages } from './texts.ts'
import { howLongIn } from './write-code.ts'

type About = { company: string; helpdesk: string }

/** A code for registration, in the person's language, else in English. */
export const writeVisitMail = (languages: () => Languages, about: About) => ({ language, code, seconds }: Omit<Code, 'id'>): Pick<Mail, 'subject' | 'text'> => {
  const [tag, { subject, body }] = choose(languages(), language, (texts) => texts.registration?.codeMail)
  return { subject: fill(subject, { company: about.company }), text: new Secret(fill(body, { ...about, howLong: howLongIn(tag, seconds), code: code.reveal() })) }
}

export const writeVisitSms = (languages: () => Languages, about: About) => ({ language, code, seconds }: Omit<Code, 'id'>): Secret => {
  const [tag, text] = choose(languages(), language, (texts) => texts.registration?.codeSms)
  return new Secret(fill(text, { ...about, howLong: howLongIn(tag, seconds), code: code.reveal() }))
}

/** `text` for mails, with the link; `short` for SMS, without. */
export type WriteRegistrationNotice = (notice: RegistrationNotice, account: string) => { subject: string; text: string; short: string }

type Parts = {
  languages: () => Languages
  about: About
  /** IANA: whoever reads it must be able to tell whether that was they. */
  timeZone: string
  links: Pick<Links, 'make'>
  /** Where the page is that a link leads to, such as `https://reset.corp.example/register`. */
  page: string
  /** How long a link works, in milliseconds. */
  linkLives: () => number
}

/** What is told of a change. The link's token stands behind `#`: no browser sends that, and no server on the way writes it down. */
export function writeRegistrationNotice({ languages, about, timeZone, links, page, linkLives }: Parts): WriteRegistrationNotice {
  const when = (tag: string, at: number) => new Intl.DateTimeFormat(tag, { dateStyle: 'long', timeStyle: 'long', timeZone }).format(at)
  return ({ person, told, kind, at, caseNumber, language }, account) => {
    const [tag, texts] = choose(languages(), language, (one) => one.registration?.notices?.[told])
    const [, kinds] = choose(languages(), language, (one) => one.registration?.kinds)
    const link = `${page}#not-me=${links.make({ person, caseNumber, language, until: at + linkLives(), at }).reveal()}`
    const values = { ...about, account, caseNumber, when: when(tag, at), what: kinds[kind ?? 'everything'], link }
    return { subject: fill(texts.subject, values), text: fill(texts.body, values), short: fill(texts.sms, values) }
  }
}
