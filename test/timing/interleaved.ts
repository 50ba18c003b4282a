/** Milliseconds that each took, by the account that was named: one that exists, and one that does not. */
export type Times = Record<'known' | 'unknown', number[]>
/** By what was asked. */
export type Measured = Map<string, Times>

/**
 * Measures so many pairs, each in an order drawn by lot, and adds them to what was measured before: what else the machine does falls on
 * both alike.
 */
export async function interleaved(pairs: number, measured: Measured, one: (who: keyof Times, pair: number) => Promise<Readonly<Record<string, number>>>): Promise<Measured> {
  for (let pair = 0; pair < pairs; pair++) {
    for (const who of byLot()) for (const [what, took] of Object.entries(await one(who, pair))) add(measured, what, who, took)
  }
  return measured
}

/** Who of a pair comes first. */
export const byLot = (): readonly (keyof Times)[] => (Math.random() < 0.5 ? ['known', 'unknown'] : ['unknown', 'known'])

export function add(measured: Measured, what: string, who: keyof Times, took: number): void {
  const times = measured.get(what) ?? { known: [], unknown: [] }
  measured.set(what, times)
  times[who].push(took)
}
