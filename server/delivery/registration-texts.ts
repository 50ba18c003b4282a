import * as v from 'valibot'
import { naming } from '../../groundwork/texts/naming.ts'
import { CodeMail, CodeSms, lines, linesWith } from './text-rules.ts'

const NOTICE = ['company', 'account', 'when', 'helpdesk', 'caseNumber'] as const

/** The link stands in mails alone: a mail program makes it one that can be pressed. */
const Change = v.strictObject({ subject: naming('company'), body: linesWith('link', ...NOTICE, 'what', 'link'), sms: naming(...NOTICE, 'what') })
const word = v.pipe(v.string(), v.minLength(1))

/** What is written of registration, in one language. */
export const RegistrationTexts = v.strictObject({
  codeMail: CodeMail,
  codeSms: CodeSms,
  /** To everywhere the person can be told, and to their manager. */
  notices: v.strictObject({ added: Change, replaced: Change, removed: Change, reset: Change, frozen: v.strictObject({ subject: naming('company'), body: lines(...NOTICE), sms: naming(...NOTICE) }) }),
  /** What {what} of a notice says. */
  kinds: v.strictObject({ number: word, mail: word, answer: word, everything: word }),
})
export type RegistrationTexts = v.InferOutput<typeof RegistrationTexts>
