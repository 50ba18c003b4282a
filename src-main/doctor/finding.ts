/** What becomes of a check. `not-checked`: something before it has to be put right first, or it does not apply here. */
export type FindingState = 'ok' | 'warning' | 'wrong' | 'not-checked'

/** One thing that was looked at, in words for an administrator. */
export type Finding = {
  /** Its name, the same in every version: scripts look for it. */
  check: CheckName
  state: FindingState
  says: string
  /** What puts it right. */
  mend?: string
  /** What a script may want to know of it, by name. */
  facts?: Readonly<Record<string, unknown>>
}

/** In the order in which they are made: each rests on those above it. */
export const checkNames = ['settings', 'sandbox', 'proxy', 'name', 'connection', 'certificate', 'server', 'clock', 'key-store', 'enrolment', 'controller'] as const

/** On Windows before all others: what stands between the sign-in screen and the first screen of ours (windows/). */
export const windowsCheckNames = [
  'launcher', 'values', 'off-switch', 'link', 'provider', 'excluded', 'strikes', 'account', 'batch-logon', 'stored-credentials', 'folder', 'app-locker', 'code-integrity', 'machine-key',
  'admin-approval', 'smart-card', 'lost-mode', 'user-switching', 'last-user', 'lock-screen', 'lock-notifications', 'app-install', 'shell',
] as const
export type CheckName = (typeof checkNames)[number] | (typeof windowsCheckNames)[number]

/** The words for one check. */
export const findingsOf = (check: CheckName) => ({
  ok: (says: string, facts?: Finding['facts']): Finding => ({ check, state: 'ok', says, ...(facts && { facts }) }),
  warning: (says: string, mend: string, facts?: Finding['facts']): Finding => ({ check, state: 'warning', says, mend, ...(facts && { facts }) }),
  wrong: (says: string, mend: string, facts?: Finding['facts']): Finding => ({ check, state: 'wrong', says, mend, ...(facts && { facts }) }),
  notChecked: (says: string): Finding => ({ check, state: 'not-checked', says }),
})
