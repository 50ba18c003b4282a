import type { Registered } from './ports.ts'

/** Whether what somebody began at that time was before the last reset: nothing that they showed of themselves counts any more (S-16). @param at milliseconds since 1970 */
export const isBeforeReset = ({ resetAt }: Pick<Registered, 'resetAt'>, at: number): boolean => resetAt !== undefined && at <= resetAt
