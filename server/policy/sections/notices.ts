import * as v from 'valibot'

/** Who hears of what was done. By mail always: the private address and the account's own mailbox (NIST SP 800-63B-4 §4.6). */
export const NoticesSection = v.strictObject({
  sms: v.optional(v.boolean('must be true or false'), false),
  /** Of what somebody registers their manager hears too, where the directory names one (S-16). */
  manager: v.optional(v.boolean('must be true or false'), true),
})
