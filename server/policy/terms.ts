import type { Choice, Entrance } from '@gatehouse/contract'
import type { Policy } from './policy.ts'
import type { Asked } from './ways.ts'

/**
 * What of the policy holds for one recovery, from its beginning to its end, whatever becomes of the file meanwhile. It is stored
 * with the recovery and read by older and newer servers: a field may be added with a default, and none ever changes its meaning.
 */
export type Terms = Pick<Policy, 'emailCode' | 'smsCode' | 'notices' | 'recovery'> & {
  readonly workflow: Asked & {
    /** For administrators. */
    readonly name: string
    readonly choices: readonly Choice[]
  }
}

/** The terms of somebody who begins at this entrance: those of the first workflow that is for it. */
export function termsFor({ workflows, emailCode, smsCode, notices, recovery }: Policy, entrance: Entrance): Terms {
  const found = workflows.find((workflow) => workflow.for.entrances.includes(entrance))
  if (!found) throw new Error('the policy was loaded without a workflow for each entrance')
  const { name, gates, needed, order, choices } = found
  return { workflow: { name, gates, needed, order, choices }, emailCode, smsCode, notices, recovery }
}
