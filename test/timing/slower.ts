/** How often one is slower than the other, with the interval that holds the truth 19 times in 20. */
export type Slower = { share: number; low: number; high: number }

/**
 * P(one > other) + ½ P(one = other): ½ where nobody can tell them apart. The estimate of Mann and Whitney, its variance after DeLong
 * (Biometrics 44, 1988): right for any distribution, so a machine that is busy at times makes the interval wider and not wrong.
 */
export function slower(one: readonly number[], other: readonly number[]): Slower {
  const [low, high] = [sorted(one), sorted(other)]
  const wins = one.map((value) => placeIn(high, value))
  const losses = other.map((value) => 1 - placeIn(low, value))
  const share = mean(wins)
  const margin = 1.96 * Math.sqrt(variance(wins) / wins.length + variance(losses) / losses.length)
  return { share, low: share - margin, high: share + margin }
}

const sorted = (values: readonly number[]) => values.toSorted((a, b) => a - b)
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

function variance(values: readonly number[]): number {
  const middle = mean(values)
  return values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1)
}

/** Which share of them is smaller, those that are the same counting half. */
const placeIn = (values: readonly number[], value: number) =>
  (countBelow(values, (other) => other < value) + countBelow(values, (other) => other <= value)) / 2 / values.length

/** How many at the beginning of a sorted list are below. */
function countBelow(values: readonly number[], isBelow: (value: number) => boolean): number {
  let [from, to] = [0, values.length]
  while (from < to) {
    const middle = Math.floor((from + to) / 2)
    const value = values[middle]
    if (value !== undefined && isBelow(value)) from = middle + 1
    else to = middle
  }
  return from
}

export const inWords = ({ share, low, high }: Slower) => `${share.toFixed(3)} [${low.toFixed(3)}, ${high.toFixed(3)}]`
