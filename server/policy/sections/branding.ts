import { COLOUR, isReadableAccent, LEAST_CONTRAST, nearestReadableAccent, worstContrast } from '@gatehouse/contract'
import * as v from 'valibot'

const A_COLOUR = 'must be a colour like "#4cc2ff": # and six hexadecimal digits, in quotes, for without them YAML takes it for a comment'
const A_PICTURE = 'must be the name of a PNG or JPEG file'
const picture = v.pipe(v.string(A_PICTURE), v.trim(), v.minLength(1, `is empty; ${A_PICTURE}`))

const tooFaint = (accent: string): string => {
  const { where, contrast } = worstContrast(accent)
  // Rounded down: 4.499 must not be said to be 4.5.
  const known = (Math.floor(contrast * 100) / 100).toFixed(2)
  return `has a contrast of ${known} to 1 as ${where}; must reach ${LEAST_CONTRAST} to 1, as the nearest that does: "${nearestReadableAccent(accent)}"`
}

/** How the screens look, at the sign-in screen as in the portal. Names of files are relative to the policy's folder. */
export const BrandingSection = v.strictObject({
  /** Of buttons, links and lines. Contrast themes have colours of their own, and keep them. */
  accent: v.optional(v.pipe(
    v.string(A_COLOUR), v.trim(),
    v.regex(COLOUR, `is no colour; ${A_COLOUR}`),
    v.check((accent) => !COLOUR.test(accent) || isReadableAccent(accent), ({ input }) => tooFaint(input)),
  )),
  /** Beside the company's name. */
  logo: v.optional(picture),
  /** The logo is the name, written out: it is not written beside it again. */
  logoSaysName: v.optional(v.boolean('must be true or false')),
  /** Behind everything, out of focus, and as dark as words on it need it. */
  backdrop: v.optional(picture),
})
export type BrandingSection = v.InferOutput<typeof BrandingSection>
