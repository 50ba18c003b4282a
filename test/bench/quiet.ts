import { cpus } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'

/** Milliseconds that the processors are looked at, and the share of them that may be in use: some daemon always does something. */
const LOOK = 200
const BUSY = 0.15
const PATIENCE = 20_000

/**
 * Waits until nobody else uses the machine, for twenty seconds at most: what is measured beside a compiler is the compiler.
 * @returns whether it became quiet
 */
export async function quiet(): Promise<boolean> {
  const until = performance.now() + PATIENCE
  while (performance.now() < until) {
    const before = used()
    await pause(LOOK)
    const after = used()
    if ((after.busy - before.busy) / (after.all - before.all) < BUSY) return true
  }
  return false
}

function used(): { busy: number; all: number } {
  const times = cpus().flatMap((cpu) => Object.entries(cpu.times))
  const sum = (some: typeof times) => some.reduce((all, [, ticks]) => all + ticks, 0)
  return { busy: sum(times.filter(([what]) => what !== 'idle')), all: sum(times) }
}
