import type { NoPicture, Picture, PictureName } from '@gatehouse/contract'
import { pictureLimits } from '@gatehouse/contract'

export type Words = { what: string; right: string }

const A_PICTURE = 'must be a PNG or JPEG file'

const whatIs: Readonly<Record<NoPicture, Words>> = {
  markup: { what: 'is SVG or another text', right: `${A_PICTURE}: what is written as text can hold scripts and links, and is never shown` },
  GIF: { what: 'is a GIF', right: A_PICTURE },
  WebP: { what: 'is a WebP', right: A_PICTURE },
  AVIF: { what: 'is an AVIF', right: A_PICTURE },
  BMP: { what: 'is a bitmap', right: A_PICTURE },
  unknown: { what: 'is no picture', right: A_PICTURE },
  broken: { what: 'begins as a picture and does not go on as one', right: `${A_PICTURE} that can be opened` },
  'cut-off': { what: 'is cut off', right: 'must be the whole file' },
}

export const wrongKind = (not: NoPicture): Words => whatIs[not]

/** @param code the system's word for it */
export function notRead(code: unknown): Words {
  const whys: Partial<Record<string, string>> = { ENOENT: 'is not there', EACCES: 'may not be read by the account that the server runs under', EISDIR: 'is a folder' }
  return { what: whys[String(code)] ?? 'cannot be read', right: 'must name a PNG or JPEG file' }
}

export function tooManyBytes(name: PictureName, bytes: number): Words {
  const most = pictureLimits[name].bytes
  return { what: `has ${bytes} bytes`, right: `must have at most ${most} (${most / 1024} KiB)${name === 'backdrop' ? ': it is shown out of focus, and 1280 by 800 pixels are enough' : ''}` }
}

export function tooManyPixels(name: PictureName, { width, height }: Picture): Words | undefined {
  const most = pictureLimits[name].side
  return width > most || height > most ? { what: `is ${width} by ${height} pixels`, right: `must be at most ${most} by ${most}` } : undefined
}
