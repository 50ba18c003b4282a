// What the first bytes of a picture say of it. The server looks before it takes one from the disk, the client before it decodes one
// from the network: a picture is a program's favourite way in, and a few hundred bytes can unfold to gigabytes.

export type Picture = { type: 'image/png' | 'image/jpeg'; width: number; height: number }

/** `markup`: SVG, HTML, XML. `broken`: begins as a picture and does not go on as one. `cut-off`: its end is missing. */
export type NoPicture = 'markup' | 'GIF' | 'WebP' | 'AVIF' | 'BMP' | 'unknown' | 'broken' | 'cut-off'

/** @param bytes the whole file, from whomever. @returns never throws, whatever they are */
export function readPicture(bytes: Uint8Array): Picture | { not: NoPicture } {
  if (startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return readPng(bytes)
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) return readJpeg(bytes)
  return { not: kindOf(bytes) }
}

/** PNG, third edition, §5.3 and §11.2.1: pieces of length, name, data and checksum; the first holds the size, the last is IEND. */
function readPng(bytes: Uint8Array): Picture | { not: NoPicture } {
  const view = viewOf(bytes)
  if (bytes.length < 33) return { not: 'cut-off' }
  if (textAt(bytes, 12, 4) !== 'IHDR' || view.getUint32(8) !== 13) return { not: 'broken' }
  const [width, height] = [view.getUint32(16), view.getUint32(20)]
  if (width === 0 || height === 0) return { not: 'broken' }
  for (let at = 8; at + 12 <= bytes.length; at += 12 + view.getUint32(at)) {
    if (textAt(bytes, at + 4, 4) === 'IEND') return { type: 'image/png', width, height }
  }
  return { not: 'cut-off' }
}

/** ITU-T T.81, B.1.1.3: SOF0 to SOF15 hold the size, but for the three numbers among them that are no frames. */
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
/** Markers that nothing follows. */
const isBare = (marker: number) => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7)

function readJpeg(bytes: Uint8Array): Picture | { not: NoPicture } {
  const view = viewOf(bytes)
  let at = 2
  while (at + 4 <= bytes.length) {
    if (view.getUint8(at) !== 0xff) return { not: 'broken' }
    const marker = view.getUint8(at + 1)
    if (marker === 0xff || isBare(marker)) {
      at += marker === 0xff ? 1 : 2
      continue
    }
    // The picture begins, or ends, and has said no size.
    if (marker === 0xda || marker === 0xd9) return { not: 'broken' }
    if (isFrame(marker)) {
      if (at + 9 > bytes.length) return { not: 'cut-off' }
      const [height, width] = [view.getUint16(at + 5), view.getUint16(at + 7)]
      if (width === 0 || height === 0) return { not: 'broken' }
      return hasEnd(bytes, at + 9) ? { type: 'image/jpeg', width, height } : { not: 'cut-off' }
    }
    const length = view.getUint16(at + 2)
    if (length < 2) return { not: 'broken' }
    at += 2 + length
  }
  return { not: 'cut-off' }
}

/** Cameras write things of their own behind the end. */
function hasEnd(bytes: Uint8Array, after: number): boolean {
  for (let at = bytes.length - 2; at >= after; at--) if (bytes[at] === 0xff && bytes[at + 1] === 0xd9) return true
  return false
}

function kindOf(bytes: Uint8Array): NoPicture {
  const text = textAt(bytes, 0, 64)
  if (/^(?:\u00ef\u00bb\u00bf)?\s*</u.test(text) || /^(?:\u00ff\u00fe|\u00fe\u00ff)/u.test(text)) return 'markup'
  if (text.startsWith('GIF8')) return 'GIF'
  if (text.startsWith('RIFF') && text.slice(8, 12) === 'WEBP') return 'WebP'
  if (text.slice(4, 12) === 'ftypavif' || text.slice(4, 12) === 'ftypavis') return 'AVIF'
  return text.startsWith('BM') ? 'BMP' : 'unknown'
}

const startsWith = (bytes: Uint8Array, start: readonly number[]) => start.every((byte, at) => bytes[at] === byte)
const viewOf = ({ buffer, byteOffset, byteLength }: Uint8Array) => new DataView(buffer, byteOffset, byteLength)
const textAt = (bytes: Uint8Array, at: number, length: number) => String.fromCharCode(...bytes.subarray(at, at + length))
