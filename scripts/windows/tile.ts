// The picture of the tile at the sign-in screen, out of the project's icon: the DLL has it as a bitmap.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Point, polygonsOf } from './outline.ts'

/** Twice the 72 that Windows recommends: screens at 200 % do not blow it up. */
const side = 144
/** So many samples a pixel, each way. */
const fine = 4

/** @returns a .bmp of 24 bits. The ground goes to the corners: LogonUI cuts them as it likes, and there is no transparency to get wrong. */
export function tileBitmap(svg = readFileSync(join(import.meta.dirname, '../../assets/icon.svg'), 'utf8')): Buffer {
  const box = Number(/viewBox="0 0 (\d+) \1"/.exec(svg)?.[1])
  const [ground, mark] = [/<rect [^>]*fill="#([0-9a-f]{6})"/.exec(svg)?.[1], /<path [^>]*fill="#([0-9a-f]{6})"/.exec(svg)?.[1]]
  const outline = /<path d="([^"]+)"/.exec(svg)?.[1]
  if (!box || ground === undefined || mark === undefined || outline === undefined) throw new Error('assets/icon.svg is no longer a ground and one path')

  const scale = side * fine / box
  const covered = coverage(polygonsOf(outline).map((polygon) => polygon.map(([x, y]): Point => [x * scale, y * scale])))
  const [from, to] = [coloursOf(ground), coloursOf(mark)]
  const pixels = Buffer.alloc(side * side * 3)
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const part = (covered[y * side + x] ?? 0) / (fine * fine)
      // Rows from the bottom up, blue first.
      for (let colour = 0; colour < 3; colour++) pixels[((side - 1 - y) * side + x) * 3 + 2 - colour] = Math.round((from[colour] ?? 0) * (1 - part) + (to[colour] ?? 0) * part)
    }
  }
  return Buffer.concat([header(pixels.length), pixels])
}

const coloursOf = (hexadecimal: string): number[] => [0, 2, 4].map((at) => Number.parseInt(hexadecimal.slice(at, at + 2), 16))

/** How many samples of each pixel lie within: what winds around them does not come to nought (`fill-rule: nonzero`). */
function coverage(polygons: readonly (readonly Point[])[]): Uint8Array {
  const counts = new Uint8Array(side * side)
  for (let row = 0; row < side * fine; row++) {
    const middle = row + 0.5
    const crossings = polygons.flatMap((polygon) => polygon.flatMap(([x1, y1], at) => {
      const [x2, y2] = polygon[(at + 1) % polygon.length] ?? [x1, y1]
      if (y1 <= middle === y2 <= middle) return []
      return [{ x: x1 + (middle - y1) * (x2 - x1) / (y2 - y1), turn: y1 < y2 ? 1 : -1 }]
    })).sort((one, other) => one.x - other.x)
    let winding = 0
    for (const [at, { x, turn }] of crossings.entries()) {
      winding += turn
      const end = crossings[at + 1]?.x ?? x
      if (winding === 0) continue
      for (let column = Math.ceil(x - 0.5); column < end - 0.5; column++) {
        const pixel = Math.floor(row / fine) * side + Math.floor(column / fine)
        counts[pixel] = (counts[pixel] ?? 0) + 1
      }
    }
  }
  return counts
}

function header(size: number): Buffer {
  const bytes = Buffer.alloc(54)
  bytes.write('BM')
  bytes.writeUInt32LE(bytes.length + size, 2)
  bytes.writeUInt32LE(bytes.length, 10)
  bytes.writeUInt32LE(40, 14)
  bytes.writeInt32LE(side, 18)
  bytes.writeInt32LE(side, 22)
  bytes.writeUInt16LE(1, 26)
  bytes.writeUInt16LE(24, 28)
  bytes.writeUInt32LE(size, 34)
  return bytes
}
