import { whyNot } from '../packaged/package-once.ts'
import { type DragSource, startDragSource } from './drag-source.ts'
import { startGatehouse } from './gatehouse.ts'
import { expectResult } from './judge.ts'
import { stagedBy } from './stage.ts'
import { keyWays } from './ways/keys.ts'
import { pointerWays } from './ways/pointer.ts'

const test = stagedBy(startGatehouse, whyNot)

for (const way of [...keyWays, ...pointerWays]) {
  test(`[S-01 F-28] ${way.way}`, async ({ stage, staged }) => {
    const { kiosk, watch: { hands }, canaries: { bait } } = staged
    const sources: DragSource[] = []
    const drags = (): DragSource => {
      const source = startDragSource(kiosk.display, hands)
      sources.push(source)
      return source
    }
    await way.hands({ hands, kiosk, field: kiosk.field, nowhere: kiosk.nowhere, bait, drags })
    for (const source of sources) await source.stop()
    await expectResult(stage, staged, way)
  })
}
