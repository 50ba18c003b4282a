import { join } from 'node:path'
import * as v from 'valibot'
import { type Languages as LanguagesOf, type Layer, readLanguages, type TextMistake } from '../../groundwork/texts/languages.ts'
import { naming } from '../../groundwork/texts/naming.ts'
import { RegistrationTexts } from './registration-texts.ts'
import { CodeMail, CodeSms, lines } from './text-rules.ts'

const NOTICE = ['company', 'when', 'where', 'helpdesk', 'caseNumber'] as const

const NoticeTexts = v.strictObject({ subject: naming('company'), body: lines(...NOTICE), sms: naming(...NOTICE) })
const AlarmText = v.strictObject({ subject: naming('company', 'caseNumber'), body: lines('caseNumber') })
const place = v.pipe(v.string(), v.minLength(1))

/** All that is written to people, in one language. A code is never in a subject, nor at a text's beginning: telephones show these while they are locked. */
export const Texts = v.strictObject({
  codeMail: CodeMail,
  codeSms: CodeSms,
  /** What was done, what was begun when nobody knows its end, and that it was not done when that was found out. */
  notices: v.strictObject({ 'unlock': NoticeTexts, 'set-password': NoticeTexts, 'unclear': NoticeTexts, 'not-done': NoticeTexts }),
  /** To the helpdesk: nothing but the case, since mail is read by many. */
  alarms: v.strictObject({ 'call-denied': AlarmText, 'registration-frozen': AlarmText }),
  /** What {where} of a notice says. */
  places: v.strictObject({ 'workstation': place, 'portal-inside': place, 'portal-outside': place }),
  /** What it says in place of `workstation` where that told what it is called. Anybody can claim a name: it must read as a claim. */
  namedWorkstation: naming('workstation'),
  registration: RegistrationTexts,
})
export type Texts = v.InferOutput<typeof Texts>

/** What one language has; a company's file need not have all. */
const Some = v.partial(v.strictObject({ ...Texts.entries, notices: v.partial(Texts.entries.notices), alarms: v.partial(Texts.entries.alarms), registration: v.partial(RegistrationTexts) }))
export type SomeTexts = v.InferOutput<typeof Some>

/** By language tag in lower case. */
export type Languages = LanguagesOf<SomeTexts>

export const shipped = join(import.meta.dirname, 'texts')

/**
 * The messages' words, one file for each language: ours, and over them a company's, text by text. A language is added by adding
 * its file; what a company's file leaves out is as before.
 * @param own folder of a company's files
 */
export function readTexts(own?: string): { languages: Languages; mistakes: TextMistake[] } {
  const layers: Layer<SomeTexts>[] = own === undefined ? [] : [{ folder: own, schema: Some }]
  return readLanguages([{ folder: shipped, schema: Texts }, ...layers], over)
}

const over = (own: SomeTexts, before: SomeTexts = {}): SomeTexts => ({ ...before, ...own, notices: { ...before.notices, ...own.notices }, alarms: { ...before.alarms, ...own.alarms },
  registration: { ...before.registration, ...own.registration },
})
