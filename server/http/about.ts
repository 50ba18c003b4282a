import type { About } from '@gatehouse/contract'
import type { Policy } from '../policy/policy.ts'

/** Seconds before the idle limit at which the person is asked whether they are still there (docs/security.md, "Numbers"). */
const WARNED_BEFORE = 30

/** What a screen needs before a recovery begins. @param demo what a directory that is none calls itself */
export const about = (company: About['company'], demo: string | undefined, policy: Policy) => (): Promise<About> =>
  Promise.resolve({ company, ...(demo && { demo }), idle: { after: policy.recovery.idleSeconds, warnedBefore: WARNED_BEFORE } })
