import type { Registered } from './ports.ts'

/**
 * Whether a recovery that began then rests on what counts no more (S-16): a freeze takes whatever there is, a reset what was before it.
 * @param begunAt milliseconds since 1970
 */
export const isTaken = (registered: Pick<Registered, 'frozen' | 'resetAt'>, begunAt: number): boolean =>
  registered.frozen !== undefined || isBeforeReset(registered, begunAt)

/** Whether what somebody began at that time was before the last reset: nothing that they showed of themselves counts any more (S-16). @param at milliseconds since 1970 */
export const isBeforeReset = ({ resetAt }: Pick<Registered, 'resetAt'>, at: number): boolean => resetAt !== undefined && at <= resetAt
