/**
 * Numbers for Prometheus, in its text format 0.0.4. A label's values come from lists of ours (a gate, a status), never from what
 * somebody typed or is called: numbers are kept for years, and everybody who watches may read them.
 */

/** The values of a family's labels, in the order of their names. */
type Values<L extends readonly string[]> = { readonly [I in keyof L]: string }

/** Counts up from 0. */
export type Counter<L extends readonly string[]> = { readonly add: (values: Values<L>, by?: number) => void }
/** A number that goes up and down. */
export type Gauge<L extends readonly string[]> = { readonly set: (values: Values<L>, to: number) => void; readonly clear: () => void }
/** How often something took how long. */
export type Histogram<L extends readonly string[]> = { readonly observe: (values: Values<L>, seconds: number) => void }

export type Registry = {
  readonly counter: <const L extends readonly string[]>(name: string, help: string, labels: L) => Counter<L>
  readonly gauge: <const L extends readonly string[]>(name: string, help: string, labels: L) => Gauge<L>
  readonly histogram: <const L extends readonly string[]>(name: string, help: string, labels: L) => Histogram<L>
  /** What Prometheus reads. */
  readonly text: () => string
}

/** In seconds. Ours answer within milliseconds; a directory may take its ten seconds. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20]

type Family = { head: string; lines: () => string[] }

export function registry(): Registry {
  const families: Family[] = []

  function family(name: string, help: string, type: 'counter' | 'gauge' | 'histogram', labels: readonly string[]) {
    const numbers = new Map<string, number>()
    const change = (values: readonly string[], to: (before: number) => number, suffix = '', more = '') => {
      const pairs = labels.map((label, index) => `${label}="${escaped(values[index] ?? '')}"`)
      const key = `${name}${suffix}${braced([...pairs, more])}`
      numbers.set(key, to(numbers.get(key) ?? 0))
    }
    families.push({ head: `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n`, lines: () => Array.from(numbers, ([key, value]) => `${key} ${value}\n`) })
    // What has no labels is there from the beginning: an alert on something that never happened must find a 0.
    if (labels.length === 0 && type !== 'histogram') change([], () => 0)
    return { change, clear: () => { numbers.clear() } }
  }

  return {
    counter(name, help, labels) {
      const { change } = family(name, help, 'counter', labels)
      return { add: (values, by = 1) => { change(values, (before) => before + by) } }
    },
    gauge(name, help, labels) {
      const { change, clear } = family(name, help, 'gauge', labels)
      return { set: (values, to) => { change(values, () => to) }, clear }
    },
    histogram(name, help, labels) {
      const { change } = family(name, help, 'histogram', labels)
      return {
        observe(values, seconds) {
          for (const bound of BUCKETS) change(values, (before) => before + (seconds <= bound ? 1 : 0), '_bucket', `le="${bound}"`)
          change(values, (before) => before + 1, '_bucket', 'le="+Inf"')
          change(values, (before) => before + seconds, '_sum')
          change(values, (before) => before + 1, '_count')
        },
      }
    },
    text: () => families.map(({ head, lines }) => head + lines().join('')).join(''),
  }
}

const braced = (pairs: readonly string[]) => {
  const whole = pairs.filter(Boolean).join()
  return whole === '' ? '' : `{${whole}}`
}

const escaped = (value: string) => value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')
