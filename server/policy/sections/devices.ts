import * as v from 'valibot'

/** What enrolled workstations are needed for (S-06, S-07). */
export const DevicesSection = v.strictObject({
  /** Where a recovery may begin at the entrance `workstation`. `known`: at a machine that had a code of its group. */
  mayBegin: v.optional(v.picklist(
    ['any', 'known', 'approved'],
    'must be any, known (machines that are enrolled) or approved (those that an administrator has approved)',
  ), 'any'),
})
