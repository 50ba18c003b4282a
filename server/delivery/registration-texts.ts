import * as v from 'valibot'
import { naming } from '../../groundwork/texts/naming.ts'

/** What a telephone shows of an SMS while it is locked, at the least: one line. The code is not in it. */
const PREVIEW = 40

const CODE = ['company', 'code', 'howLong', 'helpdesk'] as const
const NOTICE = ['company', 'account', 'when', 'helpdesk', 'caseNumber'] as const

const lines = (...known: readonly string[]) => v.pipe(v.array(v.string()), v.transform((list) => list.join('\n')), naming(...known))

/** The link stands in mails alone, on a line of its own, where a mail program makes it one that can be pressed. */
const linked = v.pipe(
  v.array(v.string()),
  v.check((list) => list.filter((line) => line === '{link}').length === 1, 'must have {link} alone on one line'),
  v.transform((list) => list.join('\n')),
  naming(...NOTICE, 'what', 'link'),
)

const Change = v.strictObject({ subject: naming('company'), body: linked, sms: naming(...NOTICE, 'what') })
const word = v.pipe(v.string(), v.minLength(1))

/** What is written of registration, in one language. */
export const RegistrationTexts = v.strictObject({
  codeMail: v.strictObject({
    subject: naming('company'),
    body: v.pipe(
      v.array(v.string()),
      v.check((list) => list.filter((line) => line === '{code}').length === 1, 'must have {code} alone on one line'),
      v.transform((list) => list.join('\n')),
      naming(...CODE),
    ),
  }),
  codeSms: v.pipe(
    naming(...CODE),
    v.check((text) => text.indexOf('{code}') >= PREVIEW, `must have {code} after its first ${PREVIEW} characters, which a locked telephone shows`),
    v.check((text) => text.split('{code}').length === 2, 'must have {code} once'),
  ),
  /** To everywhere the person can be told, and to their manager. */
  notices: v.strictObject({ added: Change, replaced: Change, removed: Change, reset: Change, frozen: v.strictObject({ subject: naming('company'), body: lines(...NOTICE), sms: naming(...NOTICE) }) }),
  /** What {what} of a notice says. */
  kinds: v.strictObject({ number: word, mail: word, answer: word, everything: word }),
})
export type RegistrationTexts = v.InferOutput<typeof RegistrationTexts>
