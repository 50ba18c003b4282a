import type { Audit, Directory } from '../recovery/ports.ts'
import { NOBODY } from '../recovery/admit.ts'
import type { Account } from '../recovery/recovery.ts'
import { missingFor } from './missing.ts'
import { ofPerson, type OfPersonParts } from './of-person.ts'

export type ReminderParts = OfPersonParts & {
  readonly directory: OfPersonParts['directory'] & Pick<Directory, 'account' | 'ofSid'>
  readonly audit: Pick<Audit, 'record'>
  /** Milliseconds since 1970. */
  readonly now: () => number
}

/** What is asked stands in no answer of these: questions are only counted. */
const LANGUAGE = 'en'

/**
 * Whether whoever has a SID has something to register. Nobody, whoever can get back in by what there is, whom the policy asks for nothing
 * and who could register nothing are one answer: no. As much is asked about nobody (S-10).
 * @throws DirectoryProblem, StoreProblem
 */
export const hasToRegister = (parts: ReminderParts) => async (sid: string, device: string): Promise<boolean> => {
  const { directory, audit, now } = parts
  const person = await directory.ofSid(sid)
  const [account, theirs] = await Promise.all([directory.account(person ?? NOBODY), ofPerson(person ?? NOBODY, LANGUAGE, parts)])
  const remind = account !== null && mayRegister(account) && theirs !== undefined && !theirs.registered.frozen && missingFor(theirs, now()).more > 0
  await audit.record([{ kind: 'reminder-answered', device, remind, ...(person !== undefined && { person }) }])
  return remind
}

/** For whom registering anything leads to something: the portal lets nobody else in (S-17). */
const mayRegister = (account: Account) => !account.disabled && !account.accountExpired && !account.protected
