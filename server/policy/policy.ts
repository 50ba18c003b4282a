import * as v from 'valibot'

/** The gates that exist. Adding one: its name here, its file in `../gates`, one line in `../gates/list.ts`. */
export const gateNames = ['email-code'] as const
export type GateName = (typeof gateNames)[number]

const whole = (least: number, most: number) =>
  v.pipe(
    v.number(`must be a whole number from ${least} to ${most}`),
    v.integer(`must be a whole number from ${least} to ${most}`),
    v.minValue(least, `must be at least ${least}`),
    v.maxValue(most, `must be at most ${most}`),
  )

/**
 * The policy file, first version: what a person must pass before they may choose. The limits are those of docs/security.md
 * ("Numbers"). They hold within one recovery; nothing counts across recoveries, as the rate limits of NIST SP 800-63B-4 §3.2.2 ask.
 */
export const Policy = v.strictObject({
  version: v.literal(1, 'must be 1: this server knows version 1 of the policy file'),
  workflow: v.pipe(
    v.strictObject({
      gates: v.pipe(
        v.array(v.picklist(gateNames, `must be a gate that exists: ${gateNames.join(', ')}`), 'must be a list of gates'),
        v.minLength(1, 'names no gate; must name at least one'),
        v.check((gates) => new Set(gates).size === gates.length, 'names a gate twice; must name each once'),
      ),
      needed: whole(1, 10),
    }),
    v.forward(
      v.check(
        ({ gates, needed }) => needed <= gates.length,
        ({ input }) => `asks for more gates than the workflow has, so nobody could pass it; must be at most ${input.gates.length}`,
      ),
      ['needed'],
    ),
  ),
  emailCode: v.optional(
    v.strictObject({
      digits: v.optional(whole(6, 8), 6),
      minutes: v.optional(whole(1, 10), 5),
      tries: v.optional(whole(1, 3), 3),
      messages: v.optional(whole(1, 3), 3),
      secondsBetweenMessages: v.optional(whole(0, 120), 30),
    }),
    {},
  ),
  recovery: v.optional(
    v.strictObject({
      minutes: v.optional(whole(5, 60), 15),
      idleSeconds: v.optional(whole(60, 600), 180),
    }),
    {},
  ),
})
export type Policy = v.InferOutput<typeof Policy>
