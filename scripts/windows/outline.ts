// The outline of an SVG path as polygons: as much of the language as the project's own icon uses.

export type Point = readonly [x: number, y: number]
type Polygon = Point[]

const steps = 24

/** @param path of an SVG, with the commands M, L, H, V, C, A, Z, large or small @throws for any other */
export function polygonsOf(path: string): Polygon[] {
  const polygons: Polygon[] = []
  let [x, y] = [0, 0]
  let [startX, startY] = [0, 0]
  let polygon: Polygon = []
  const to = (nextX: number, nextY: number): void => {
    ;[x, y] = [nextX, nextY]
    polygon.push([x, y])
  }
  for (const { command, relative, values } of commandsOf(path)) {
    const [dx, dy] = relative ? [x, y] : [0, 0]
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0] = values
    if (command === 'M') {
      polygon = []
      polygons.push(polygon)
      to(dx + a, dy + b)
      ;[startX, startY] = [x, y]
    } else if (command === 'L') to(dx + a, dy + b)
    else if (command === 'H') to(dx + a, y)
    else if (command === 'V') to(x, dy + a)
    else if (command === 'C') for (const point of curve([x, y], [dx + a, dy + b], [dx + c, dy + d], [dx + e, dy + f])) to(...point)
    else if (command === 'A') for (const point of arc([x, y], [a, b], d !== 0, e !== 0, [dx + f, dy + g])) to(...point)
    else to(startX, startY)
  }
  return polygons
}

const lengths: Record<string, number> = { M: 2, L: 2, H: 1, V: 1, C: 6, A: 7, Z: 0 }

function* commandsOf(path: string): Generator<{ command: string; relative: boolean; values: number[] }> {
  for (const [, letter = '', rest = ''] of path.matchAll(/([a-z])([^a-z]*)/gi)) {
    const command = letter.toUpperCase()
    const length = lengths[command]
    if (length === undefined) throw new Error(`an outline with ${letter} in it is not read here`)
    const numbers = (rest.match(/-?(?:\d+\.?\d*|\.\d+)/g) ?? []).map(Number)
    // One letter stands for as many as its numbers are enough for; after a move they are lines.
    for (let at = 0; at === 0 || at < numbers.length; at += length || 1) {
      yield { command: command === 'M' && at > 0 ? 'L' : command, relative: letter !== command, values: numbers.slice(at, at + length) }
    }
  }
}

function curve(from: Point, first: Point, second: Point, to: Point): Point[] {
  const at = (t: number, axis: 0 | 1): number => (1 - t) ** 3 * from[axis] + 3 * (1 - t) ** 2 * t * first[axis] + 3 * (1 - t) * t ** 2 * second[axis] + t ** 3 * to[axis]
  return Array.from({ length: steps }, (_, step): Point => [at((step + 1) / steps, 0), at((step + 1) / steps, 1)])
}

/** From end points to a middle and angles (SVG 2, appendix B.2.4), of an ellipse that is not turned. */
function arc([x1, y1]: Point, [rx, ry]: Point, large: boolean, sweep: boolean, [x2, y2]: Point): Point[] {
  const [halfX, halfY] = [(x1 - x2) / 2, (y1 - y2) / 2]
  const inside = (rx * ry) ** 2 - (rx * halfY) ** 2 - (ry * halfX) ** 2
  const scale = (large === sweep ? -1 : 1) * Math.sqrt(Math.max(0, inside) / ((rx * halfY) ** 2 + (ry * halfX) ** 2))
  const [offsetX, offsetY] = [scale * rx * halfY / ry, -scale * ry * halfX / rx]
  const [middleX, middleY] = [offsetX + (x1 + x2) / 2, offsetY + (y1 + y2) / 2]
  const from = Math.atan2((halfY - offsetY) / ry, (halfX - offsetX) / rx)
  let turn = Math.atan2((-halfY - offsetY) / ry, (-halfX - offsetX) / rx) - from
  if (sweep && turn < 0) turn += 2 * Math.PI
  if (!sweep && turn > 0) turn -= 2 * Math.PI
  return Array.from({ length: steps }, (_, step): Point => {
    const angle = from + turn * (step + 1) / steps
    return [middleX + rx * Math.cos(angle), middleY + ry * Math.sin(angle)]
  })
}
