import * as v from 'valibot'
import { Colour } from './accent.ts'

/** The pictures that a company may show, and how large each may be: both sides refuse what is larger. `side`: pixels, of each side. */
export const pictureLimits = {
  /** Beside the company's name, a fingertip high. */
  logo: { bytes: 64 * 1024, side: 1024 },
  /** Behind everything, out of focus and dimmed: it needs no detail. */
  backdrop: { bytes: 256 * 1024, side: 4096 },
} as const satisfies Record<string, { bytes: number; side: number }>
export type PictureName = keyof typeof pictureLimits
export const pictureNames = ['logo', 'backdrop'] as const satisfies readonly PictureName[]

const inBase64 = (bytes: number) => 4 * Math.ceil(bytes / 3)
const PictureFile = (name: PictureName) => v.pipe(v.string(), v.maxLength(inBase64(pictureLimits[name].bytes)), v.base64())

/** How a company looks. What a picture is, its own first bytes say. */
export const Branding = v.object({
  accent: v.optional(Colour),
  logo: v.optional(PictureFile('logo')),
  /** The logo is the name, written out: it is not written beside it again. */
  logoSaysName: v.optional(v.boolean()),
  backdrop: v.optional(PictureFile('backdrop')),
})
export type Branding = v.InferOutput<typeof Branding>

/** Bytes: both pictures, and room for what a newer server says beside them. */
export const LONGEST_BRANDING = inBase64(pictureLimits.logo.bytes) + inBase64(pictureLimits.backdrop.bytes) + 16 * 1024
