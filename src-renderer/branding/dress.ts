import { accentLook, type Branding, channels } from '@gatehouse/contract'
import { judged, type JudgedPicture } from './judged.ts'
import { isDark, soften } from './soften.ts'

/** What the screens wear of a company's: complete, so that nothing is put on piece by piece. */
export type Dress = {
  /** By the names that styles/tokens.css gives them. */
  colours?: Readonly<Record<`--${string}`, string>>
  /** `onLight`: it brings a light ground of its own. */
  logo?: { drawing: Drawing; onLight: boolean; saysName: boolean }
  backdrop?: Drawing
}
export type Drawing = OffscreenCanvas

/** CSS pixels that a logo may take (.logo of styles/frame.css). Drawn twice as large, for who zooms in. */
const LOGO = { width: 160, height: 32, drawn: 2 }
/** A picture of so few pixels, grown smoothly over the whole screen, is one out of focus. */
const FEW = 128

/**
 * Decodes and draws what may be shown. No address is made for a picture and no element loads one: the content policy has nothing to
 * let through. What cannot be decoded is left out.
 */
export async function dressFrom(branding: Branding): Promise<Dress> {
  const { accent, logo, backdrop } = judged(branding)
  const [shownLogo, shownBackdrop] = await Promise.all([logo && orNothing(drawLogo(logo, branding.logoSaysName === true)), backdrop && orNothing(drawBackdrop(backdrop))])
  return {
    ...(accent !== undefined && { colours: coloursOf(accent) }),
    ...(shownLogo && { logo: shownLogo }), ...(shownBackdrop && { backdrop: shownBackdrop }),
  }
}

function coloursOf(colour: string): NonNullable<Dress['colours']> {
  const { accent, hover, press, ink } = accentLook(colour)
  return { '--accent-rgb': channels(accent).join(' '), '--accent-hover': hover, '--accent-press': press, '--on-accent': ink, '--link': accent }
}

async function drawLogo(picture: JudgedPicture, saysName: boolean): Promise<NonNullable<Dress['logo']>> {
  const whole = await decoded(picture)
  const scale = Math.min(1, ...(['width', 'height'] as const).map((side) => (LOGO[side] * LOGO.drawn * devicePixelRatio) / whole[side]))
  const logo = await resized(whole, whole.width * scale, whole.height * scale)
  const onLight = isDark(logo.pen.getImageData(0, 0, logo.canvas.width, logo.canvas.height))
  return { drawing: onLight ? onPlate(logo.canvas) : logo.canvas, onLight, saysName }
}

/** A white plate as high as the logo, with the logo on it. */
function onPlate(logo: Drawing): Drawing {
  const margin = logo.height * 0.1
  const shrunk = { width: (logo.width * (logo.height - 2 * margin)) / logo.height, height: logo.height - 2 * margin }
  const { canvas, pen } = sheet(shrunk.width + 2 * margin, logo.height)
  pen.fillStyle = '#fff'
  pen.roundRect(0, 0, canvas.width, canvas.height, 1.5 * margin)
  pen.fill()
  pen.imageSmoothingQuality = 'high'
  pen.drawImage(logo, margin, margin, shrunk.width, shrunk.height)
  return canvas
}

async function drawBackdrop(picture: JudgedPicture): Promise<Drawing> {
  const whole = await decoded(picture)
  const { canvas, pen } = await resized(whole, FEW, (FEW * whole.height) / whole.width)
  const pixels = pen.getImageData(0, 0, canvas.width, canvas.height)
  soften(pixels)
  pen.putImageData(pixels, 0, 0)
  return canvas
}

const decoded = ({ bytes, type }: JudgedPicture) => createImageBitmap(new Blob([bytes], { type }))

async function resized(whole: ImageBitmap, width: number, height: number) {
  const { canvas, pen } = sheet(width, height)
  const small = await createImageBitmap(whole, { resizeWidth: canvas.width, resizeHeight: canvas.height, resizeQuality: 'high' })
  pen.drawImage(small, 0, 0)
  for (const used of [whole, small]) used.close()
  return { canvas, pen }
}

function sheet(width: number, height: number) {
  const canvas = new OffscreenCanvas(atLeastOne(width), atLeastOne(height))
  const pen = canvas.getContext('2d')
  if (!pen) throw new Error('nothing can be drawn here')
  return { canvas, pen }
}

const atLeastOne = (pixels: number) => Math.max(1, Math.round(pixels))

const orNothing = <T>(drawing: Promise<T>): Promise<T | undefined> => drawing.catch(() => undefined)
