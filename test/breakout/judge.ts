import { expect } from '@playwright/test'
import type { Kiosk } from './kiosk.ts'
import type { Shared, Stage } from './stage.ts'
import { resultOf, type Way } from './ways/way.ts'

/** Expects of a kiosk what the list says that becomes of it, and nothing else. */
export async function expectResult<K extends Kiosk>(shared: Shared<K>, { watch }: Stage<K>, way: Way): Promise<void> {
  const result = resultOf(way)
  if (typeof result === 'object') {
    expect(await watch.whatIsLeft(result.ends)).toEqual([])
    await shared.end()
  } else {
    expect(await (result === 'stays' ? watch.whatGotOut() : watch.whatGotOutAfresh())).toEqual([])
  }
}
