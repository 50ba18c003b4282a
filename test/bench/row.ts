/** One figure, beside what it is compared with. */
export type Row = { bench: string; case: string; metric: string; unit: string; value: number; beside: number; ratio: number }

/** A row with the medians of both. */
export function rowOf(what: Pick<Row, 'bench' | 'case' | 'metric' | 'unit'>, values: readonly number[], beside: readonly number[]): Row {
  const [value, other] = [median(values), median(beside)]
  return { ...what, value: round(value), beside: round(other), ratio: Math.round((value / other) * 100) / 100 }
}

/** @throws for no values at all */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other)
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.ceil((sorted.length - 1) / 2)]]
  if (low === undefined || high === undefined) throw new Error('There is no median of nothing')
  return (low + high) / 2
}

const round = (value: number) => Math.round(value * 10) / 10

/** The rows as a table for a terminal. */
export function table(rows: readonly Row[]): string {
  const lines = [
    ['benchmark', 'metric', 'unit', 'value', 'beside', 'ratio'],
    ...rows.map((row) => [`${row.bench}/${row.case}`, row.metric, row.unit, row.value.toFixed(1), row.beside.toFixed(1), row.ratio.toFixed(2)]),
  ]
  const widths = [0, 1, 2, 3, 4, 5].map((column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)))
  return lines.map((line) => line.map((cell, column) => (column < 3 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  ')).join('\n')
}
