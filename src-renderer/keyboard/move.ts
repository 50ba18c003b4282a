/**
 * Which key an arrow leads to: the next one beside, or the nearest in the row above or below.
 * @param rows the keys as they lie, each with where its middle is
 */
export function nextKey<K extends { middle: number }>(rows: readonly (readonly K[])[], from: K, arrow: string): K | undefined {
  const row = rows.findIndex((keys) => keys.includes(from))
  const place = rows[row]?.indexOf(from) ?? -1
  switch (arrow) {
    case 'ArrowLeft': return rows[row]?.[place - 1]
    case 'ArrowRight': return rows[row]?.[place + 1]
    case 'ArrowUp': return nearest(rows[row - 1], from)
    case 'ArrowDown': return nearest(rows[row + 1], from)
    default: return undefined
  }
}

const nearest = <K extends { middle: number }>(row: readonly K[] = [], { middle }: K): K | undefined =>
  row.toSorted((one, other) => Math.abs(one.middle - middle) - Math.abs(other.middle - middle))[0]
