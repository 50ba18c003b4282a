import { expect } from '@playwright/test'
import { whyNot } from '../packaged/package-once.ts'
import { startGatehouse } from './gatehouse.ts'
import { expectResult } from './judge.ts'
import { stagedBy } from './stage.ts'
import { besideWays } from './ways/beside.ts'

const test = stagedBy(startGatehouse, whyNot)

// In their order, on one kiosk: pages that are lost are counted.
for (const way of besideWays) {
  test(`[S-01 F-28] ${way.way}`, async ({ stage, staged }) => {
    const { kiosk, watch } = staged
    const kill = async (kind: RegExp, signal: NodeJS.Signals): Promise<void> => {
      const pids = watch.processes().filter((one) => kind.test(one.kind)).map(({ pid }) => pid)
      expect(pids, `processes of the kind ${String(kind)}`).toHaveLength(1)
      for (const pid of pids) process.kill(pid, signal)
    }
    await way.beside({ kiosk, kill })
    await expectResult(stage, staged, way)
  })
}
