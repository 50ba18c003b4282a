import { crc32, deflateSync } from 'node:zlib'

/** Test material: pictures as bytes, made here so that none has to lie in the project. */

/** A whole PNG. @param colour of each pixel: red, green, blue, opacity; @param extra pieces before the end, by name */
export function pngOf(width: number, height: number, colour: (x: number, y: number) => readonly number[] = () => [200, 40, 90, 255], extra: Record<string, Buffer> = {}): Buffer {
  const rows = Array.from({ length: height }, (_, y) => [0, ...Array.from({ length: width }, (__, x) => [...colour(x, y)]).flat()])
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), header(width, height),
    ...Object.entries(extra).map(([name, data]) => piece(name, data)), piece('IDAT', deflateSync(Buffer.from(rows.flat()))), piece('IEND', Buffer.alloc(0)),
  ])
}

/** A PNG that says it is so large, and whose few bytes unfold to nearly nothing. */
export const pngThatSays = (width: number, height: number): Buffer =>
  Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), header(width, height), piece('IDAT', deflateSync(Buffer.alloc(64))), piece('IEND', Buffer.alloc(0))])

/** What of a JPEG says its size, and its end. Nothing to look at: for whoever reads only that. */
export const jpegThatSays = (width: number, height: number): Buffer => Buffer.concat([
  Buffer.from([0xff, 0xd8]),
  segment(0xe0, Buffer.from('JFIF\0\u0001\u0001\0\0\u0001\0\u0001\0\0', 'latin1')),
  // A preview with an end of its own, as cameras write it.
  segment(0xe1, Buffer.from([0xff, 0xd8, 0xff, 0xd9])),
  segment(0xc2, Buffer.from([8, height >> 8, height & 255, width >> 8, width & 255, 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1])),
  segment(0xda, Buffer.alloc(6)), Buffer.alloc(40, 0x55), Buffer.from([0xff, 0xd9]),
])

function header(width: number, height: number): Buffer {
  const data = Buffer.alloc(13)
  data.writeUInt32BE(width, 0)
  data.writeUInt32BE(height, 4)
  data.set([8, 6], 8) // eight bits a channel; red, green, blue, opacity
  return piece('IHDR', data)
}

function piece(name: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  check.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, check])
}

function segment(marker: number, data: Buffer): Buffer {
  return Buffer.concat([Buffer.from([0xff, marker, (data.length + 2) >> 8, (data.length + 2) & 255]), data])
}
