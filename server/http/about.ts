import type { About, EffortAsked } from '@gatehouse/contract'
import type { Policy } from '../policy/policy.ts'
import type { Source } from '../recovery/ports.ts'

/** Seconds before the idle limit at which the person is asked whether they are still there (docs/security.md, "Numbers"). */
const WARNED_BEFORE = 30

type Parts = {
  company: About['company']
  /** What a directory that is none calls itself. */
  demo: string | undefined
  policy: () => Policy
  /** The name of the company's look, where it has one. */
  look: () => string | undefined
  /** What somebody at this address must show before they begin; absent: nothing. */
  effort: ((address: string) => Promise<EffortAsked>) | undefined
}

/** What a screen needs before a recovery begins. */
export const about = ({ company, demo, policy, look, effort }: Parts) => async (_: unknown, { address }: Source): Promise<About> => ({
  company, ...(demo && { demo }), idle: { after: policy().recovery.idleSeconds, warnedBefore: WARNED_BEFORE }, branding: look(),
  ...(effort && { effort: await effort(address) }),
})
