import type { Weighed } from './weighed.ts'

/** One figure over a run: what it was after so many recoveries. */
export type Figure = { what: string; kind: keyof Weighed; values: readonly { after: number; value: number }[] }

/**
 * By how much one recovery may let a figure grow. Whatever one leaves behind each time is at least one handle, or some kB. Measured
 * over a thousand: no handle, a quarter of a kB of the heaps; of memory 3.8 kB in the main process, in each other less than 0.2. An Electron
 * that does nothing but open and destroy a window keeps 1.5 to 2 kB of each (33.2.1 on Linux, in 500): the main process may keep those besides.
 */
export const MOST = { exact: 0, handles: 0.02, heaps: 2, memory: 2, main: 4 } satisfies Record<keyof Weighed, number>

/**
 * By how much a figure grows with each recovery, once it has found its level: the first quarter is not looked at, in which caches
 * fill and code is compiled. Of all pairs of values the slope in the middle (Theil and Sen): a value that is far off for once
 * does not move it, and neither does a step, unless it is followed by others.
 */
export function growth({ values }: Pick<Figure, 'values'>): number {
  const settled = values.slice(Math.floor(values.length / 4))
  const slopes = settled.flatMap((one, at) => settled.slice(at + 1).map((other) => (other.value - one.value) / (other.after - one.after)))
  return slopes.toSorted((a, b) => a - b)[Math.floor(slopes.length / 2)] ?? 0
}

/** Whether a figure is flat over a long run. What is exact must not have moved by one, in either direction, after any recovery. */
export function isFlat(figure: Figure): boolean {
  const [first, ...others] = figure.values.map(({ value }) => value)
  return figure.kind === 'exact' ? others.every((value) => value === first) : growth(figure) <= MOST[figure.kind]
}

/**
 * Whether a figure is flat as far as a handful of recoveries can tell. What is exact is the same; of handles there is not one more for
 * each recovery. Heaps and memory say nothing yet.
 */
export function looksFlat(figure: Figure): boolean {
  if (figure.kind === 'exact') return isFlat(figure)
  const [first, last] = [figure.values[0], figure.values.at(-1)]
  return figure.kind !== 'handles' || !first || !last || last.value - first.value < last.after - first.after
}

export const figuresOf = (weighings: readonly { after: number; weighed: Weighed }[]): Figure[] =>
  (['exact', 'handles', 'heaps', 'memory', 'main'] as const).flatMap((kind) => {
    const names = new Set(weighings.flatMap(({ weighed }) => Object.keys(weighed[kind])))
    return [...names].map((what) => ({ what, kind, values: weighings.map(({ after, weighed }) => ({ after, value: weighed[kind][what] ?? NaN })) }))
  })

const isSize = ({ kind }: Figure) => kind === 'heaps' || kind === 'memory' || kind === 'main'

/** A table for people: where it stood after a quarter, where it stands, what a recovery adds, and what it may. */
export function tableOf(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => {
    const settled = figure.values.slice(Math.floor(figure.values.length / 4))
    const round = (value = NaN) => (isSize(figure) ? `${Math.round(value)} kB` : String(value))
    return [figure.what, round(settled[0]?.value), round(settled.at(-1)?.value), growth(figure).toFixed(3), String(MOST[figure.kind]), isFlat(figure) ? 'flat' : 'GROWS']
  })
  const all = [['', 'after a quarter', 'at the end', 'each adds', 'at most', ''], ...rows]
  const widths = all[0]?.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0))) ?? []
  return all.map((row) => row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  ').trimEnd()).join('\n')
}
