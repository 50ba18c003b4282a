import type { Choice } from '@gatehouse/contract'
import type { Policy } from './policy.ts'
import type { QuestionsSection } from './sections/questions.ts'
import type { Workflow } from './sections/workflows.ts'
import type { Asked } from './ways.ts'

/**
 * What of the policy holds for one recovery, from its beginning to its end, whatever becomes of the file meanwhile. It is stored
 * with the recovery and read by older and newer servers: a field may be added with a default, and none ever changes its meaning.
 */
export type Terms = Pick<Policy, 'emailCode' | 'smsCode' | 'phoneCall' | 'notices' | 'password' | 'recovery'> & {
  readonly questions: Pick<QuestionsSection, 'asked' | 'correct' | 'tries'>
  readonly workflow: Asked & {
    /** For administrators. */
    readonly name: string
    readonly choices: readonly Choice[]
  }
}

/** What a workflow of the policy means for one recovery. */
export function termsOf({ emailCode, smsCode, phoneCall, questions: { asked, correct, tries }, notices, password, recovery }: Policy, { name, gates, needed, order, choices }: Workflow): Terms {
  return { workflow: { name, gates, needed, order, choices }, emailCode, smsCode, phoneCall, questions: { asked, correct, tries }, notices, password, recovery }
}
