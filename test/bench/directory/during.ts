import { Secret } from '@gatehouse/contract'

/** One change of one account, by whom it is measured. */
export type Deed = (password: Secret) => Promise<void>

let count = 0
/** Never used before, and good for every rule of a domain. */
const nextPassword = () => new Secret(`Copper-Lantern-${count++}-Ferry`)

/** @returns how many a second were done side by side, one after the other of each deed, and how many milliseconds each took */
export async function during(milliseconds: number, deeds: readonly Deed[]): Promise<{ rate: number; took: number[] }> {
  const took: number[] = []
  const start = performance.now()
  await Promise.all(deeds.map(async (deed) => {
    while (performance.now() - start < milliseconds) {
      const begun = performance.now()
      await deed(nextPassword())
      took.push(performance.now() - begun)
    }
  }))
  return { rate: (took.length / (performance.now() - start)) * 1000, took }
}
