import type { Choice } from '@gatehouse/contract'
import type { PersonName } from '../peers/samba/people.ts'
import type { Message } from '../peers/smtp/smtp.ts'
import type { WayBack } from './back-in.ts'
import type { Scene } from './scene.ts'

type Case = { name: PersonName; choice: Choice; oldPassword: string; newPassword: string; mailsBefore: number }

const idOf = (message: Message) => message.header('message-id') ?? ''
const isNotice = ({ text }: Message) => /^Case: /mu.test(text)

/** The notices of a case that came to that address; of the same one again and again all have one id. */
export const noticesOf = (scene: Scene, caseNumber: string, to: string): readonly string[] =>
  scene.smtp.messages().filter((message) => isNotice(message) && message.to.includes(to) && message.text.includes(caseNumber)).map(idOf)

/** @returns everything that is not as it must be, whatever happened to the server; nothing when all is well */
export async function judge(scene: Scene, { seen, last, caseNumber, askedAgain }: WayBack, { name, choice, oldPassword, newPassword, mailsBefore }: Case): Promise<string[]> {
  const wrong: string[] = []
  const must = (right: boolean, what: string) => { if (!right) wrong.push(what) }

  // The person: with a directory that can be asked, nobody is ever left without an answer.
  must(last.step.kind === 'done' && last.step.choice === choice, `the person ended at ${JSON.stringify(last.step)}`)

  // The directory: a real sign-in, and never with both passwords.
  const [right, other] = choice === 'unlock' ? [oldPassword, newPassword] : [newPassword, oldPassword]
  must((await scene.domain.kinit(name, right)).answer === 'ok', 'the password that should work does not')
  must((await scene.domain.kinit(name, other)).answer === 'refused', 'the password that should not work does')
  must((await scene.domain.state(name))?.locked === false, 'the account is locked')

  // The inbox: no code twice.
  const ids = scene.smtp.messages().slice(mailsBefore).filter((message) => !isNotice(message)).map(idOf)
  must(new Set(ids).size === ids.length, `a code came twice: ${ids.join(' ')}`)

  // The audit: one outcome that is done, after an intention, and nothing that contradicts what the person saw.
  const told = await scene.record.audit(caseNumber)
  const outcomes = told.filter(({ kind }) => kind === 'outcome').map(({ outcome }) => outcome)
  must(outcomes.filter((outcome) => outcome === 'done').length === 1, `the audit tells ${outcomes.join(', ') || 'no outcome'}`)
  must(outcomes.at(-1) === 'done', 'something is told after the outcome')
  const intended = told.filter(({ kind }) => kind === 'choice-intended').length
  must(intended === outcomes.filter((outcome) => outcome !== 'lost').length, `${intended} intentions, ${outcomes.length} outcomes`)
  must(outcomes.filter((outcome) => outcome === 'not-done').length === seen.filter((step) => step.endsWith('not-carried-out')).length, 'the person and the audit tell two stories')
  must(told.filter(({ kind }) => kind === 'message-queued').length === 1 + askedAgain || askedAgain > 0, 'a code was queued that nobody asked for')
  return wrong
}
