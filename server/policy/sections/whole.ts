import * as v from 'valibot'

/**
 * A whole number within limits that no policy can pass.
 * @param says what it is, for editors and for the table of docs/policy.md
 * @param source where the limits come from, for whoever meets them
 */
export const whole = (least: number, most: number, says: string, source = '') => {
  const because = source && ` (${source})`
  return v.pipe(
    v.number(`must be a whole number from ${least} to ${most}${because}`),
    v.integer(`must be a whole number from ${least} to ${most}${because}`),
    v.minValue(least, `must be at least ${least}${because}`),
    v.maxValue(most, `must be at most ${most}${because}`),
    v.description(`${says}${because}`),
  )
}
