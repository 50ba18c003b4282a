import { crc32, deflateSync } from 'node:zlib'

/** What a display shows. `pixels`: red, green, blue of each, row after row from the top left. */
export type Picture = { width: number; height: number; pixels: Buffer }

/**
 * @param dump as `xwd` writes it: XWDFile.h of the X Window System, version 7, in which every X server of today shows 24 bits in 32
 */
export function pictureOf(dump: Buffer): Picture {
  const field = (index: number) => dump.readUInt32BE(index * 4)
  const [header, version, width, height, leastFirst, bits, line, colors] = [field(0), field(1), field(4), field(5), field(7) === 0, field(11), field(12), field(19)]
  if (version !== 7 || bits !== 32) throw new Error(`a picture of another kind: version ${version}, ${bits} bits`)
  const from = header + colors * 12
  const [red, green, blue] = leastFirst ? [2, 1, 0] : [1, 2, 3]
  const pixels = Buffer.alloc(width * height * 3)
  for (let y = 0, to = 0; y < height; y++) {
    for (let x = 0; x < width; x++, to += 3) {
      const at = from + y * line + x * 4
      pixels[to] = dump[at + red] ?? 0
      pixels[to + 1] = dump[at + green] ?? 0
      pixels[to + 2] = dump[at + blue] ?? 0
    }
  }
  return { width, height, pixels }
}

/** @returns the share of pixels, 0 to 1, that differ by more than `tolerance` of 255 in a colour; 1 for pictures of another size */
export function differenceOf(one: Picture, other: Picture, tolerance: number): number {
  if (one.width !== other.width || one.height !== other.height) return 1
  let differ = 0
  for (let at = 0; at < one.pixels.length; at += 3) {
    const apart = (color: number) => Math.abs((one.pixels[at + color] ?? 0) - (other.pixels[at + color] ?? 0))
    if (apart(0) > tolerance || apart(1) > tolerance || apart(2) > tolerance) differ++
  }
  return differ / (one.width * one.height)
}

/** Red, green and blue, 0 to 255 each. */
type Color = readonly [number, number, number]

function isOf({ pixels }: Picture, pixel: number, [red, green, blue]: Color): boolean {
  return pixels[pixel * 3] === red && pixels[pixel * 3 + 1] === green && pixels[pixel * 3 + 2] === blue
}

/** @returns the share of pixels, 0 to 1, of exactly that colour */
export function shareOf(picture: Picture, color: Color): number {
  const all = picture.width * picture.height
  let of = 0
  for (let pixel = 0; pixel < all; pixel++) if (isOf(picture, pixel, color)) of++
  return of / all
}

/** @returns how many rows have at least `least` pixels of exactly that colour: the height of what is filled with it */
export function rowsWith(picture: Picture, color: Color, least: number): number {
  let rows = 0
  for (let y = 0; y < picture.height; y++) {
    let of = 0
    for (let x = 0; x < picture.width; x++) if (isOf(picture, y * picture.width + x, color)) of++
    if (of >= least) rows++
  }
  return rows
}

/** @returns the bytes of a PNG file (RFC 2083), to be looked at */
export function pngOf({ width, height, pixels }: Picture): Buffer {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 2, 0, 0, 0], 8)
  const rows = Array.from({ length: height }, (_, y) => Buffer.concat([Buffer.from([0]), pixels.subarray(y * width * 3, (y + 1) * width * 3)]))
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), chunk('IHDR', head), chunk('IDAT', deflateSync(Buffer.concat(rows))), chunk('IEND', Buffer.alloc(0))])
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, sum])
}
