import * as v from 'valibot'
import { naming } from '../../groundwork/texts/naming.ts'

/** What a telephone shows of an SMS while it is locked, at the least: one line. The code is not in it. */
const PREVIEW = 40

const CODE = ['company', 'code', 'howLong', 'helpdesk'] as const

const joined = v.transform((list: string[]) => list.join('\n'))

/** The lines of a mail. */
export const lines = (...known: readonly string[]) => v.pipe(v.array(v.string()), joined, naming(...known))

/** The same, with one of the values alone on its line: there it can be seen, selected, read out or pressed. */
export const linesWith = (alone: string, ...known: readonly string[]) => v.pipe(
  v.array(v.string()),
  v.check((list) => list.filter((line) => line === `{${alone}}`).length === 1, `must have {${alone}} alone on one line`),
  joined, naming(...known),
)

/** A code by mail. It is not in the subject, which telephones show while they are locked. */
export const CodeMail = v.strictObject({ subject: naming('company'), body: linesWith('code', ...CODE) })

/** A code by SMS. */
export const CodeSms = v.pipe(
  naming(...CODE),
  v.check((text) => text.indexOf('{code}') >= PREVIEW, `must have {code} after its first ${PREVIEW} characters, which a locked telephone shows`),
  v.check((text) => text.split('{code}').length === 2, 'must have {code} once'),
)
