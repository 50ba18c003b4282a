import type { Notice } from './notice-due.ts'
import { choose } from '../../groundwork/texts/languages.ts'
import { fill } from '../../groundwork/texts/naming.ts'
import type { Languages } from './texts.ts'

type Said = Pick<Notice, 'told' | 'entrance' | 'workstation' | 'at' | 'caseNumber' | 'language'>

/** `text` for mails, `short` for SMS. */
export type WriteNotice = (notice: Said) => { subject: string; text: string; short: string }

/**
 * Writes in the person's language, else in English.
 * @param timeZone of the company (IANA): whoever reads it must be able to tell whether that was they
 */
export const writeNotice = (languages: () => Languages, about: { company: string; helpdesk: string }, timeZone: string): WriteNotice =>
  ({ told, entrance, workstation, at, caseNumber, language }) => {
    const [tag, { subject, body, sms }] = choose(languages(), language, (texts) => texts.notices?.[told])
    const [placeTag, places] = choose(languages(), language, (texts) => texts.places)
    const [namedTag, named] = choose(languages(), language, (texts) => texts.namedWorkstation)
    // Only where a company's own language has words for it: no sentence changes its language in the middle.
    const isNamed = entrance === 'workstation' && workstation !== undefined && namedTag === placeTag
    const when = new Intl.DateTimeFormat(tag, { dateStyle: 'long', timeStyle: 'long', timeZone }).format(at)
    const values = { ...about, caseNumber, when, where: isNamed ? fill(named, { workstation }) : places[entrance] }
    return { subject: fill(subject, values), text: fill(body, values), short: fill(sms, values) }
  }
