import { type Branding, isReadableAccent, type Picture, pictureLimits, type PictureName, readPicture } from '@gatehouse/contract'

export type JudgedPicture = { bytes: Uint8Array<ArrayBuffer>; type: Picture['type'] }
export type Judged = { accent?: string; logo?: JudgedPicture; backdrop?: JudgedPicture }

/**
 * What of a server's answer may be shown, judged as if an enemy had written it: an accent that can be read, PNG and JPEG by their
 * own first bytes, small enough to be unfolded. What is not goes unsaid: our own look stands in its place.
 */
export function judged({ accent, logo, backdrop }: Branding): Judged {
  const [shownLogo, shownBackdrop] = [judgedPicture('logo', logo), judgedPicture('backdrop', backdrop)]
  return {
    ...(accent !== undefined && isReadableAccent(accent) && { accent }),
    ...(shownLogo && { logo: shownLogo }), ...(shownBackdrop && { backdrop: shownBackdrop }),
  }
}

function judgedPicture(name: PictureName, base64: string | undefined): JudgedPicture | undefined {
  const limits = pictureLimits[name]
  const bytes = base64 === undefined ? undefined : bytesOf(base64)
  if (!bytes || bytes.length > limits.bytes) return undefined
  const found = readPicture(bytes)
  return 'not' in found || found.width > limits.side || found.height > limits.side ? undefined : { bytes, type: found.type }
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
  } catch {
    return undefined
  }
}
