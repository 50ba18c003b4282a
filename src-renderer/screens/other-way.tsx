import type { View } from '@gatehouse/contract'
import { useWords } from '../languages/words.tsx'
import { Button } from '../parts/button.tsx'
import { useActs, useScreens } from '../store/use-screens.ts'

/** Where the policy leaves another way than this gate: straight to it where it is the only one, else to the list of them. */
export function OtherWay({ ways }: Pick<View, 'ways'>) {
  const { say } = useWords()
  const { pickWay, seekWay } = useActs()
  const busy = useScreens((state) => state.busy)
  const [only, ...more] = ways
  if (!only) return null
  return (
    <div className="other-way">
      <Button look="link" busy={busy} onPress={() => { if (more.length > 0) seekWay(); else void pickWay(only) }}>{say('ways.other')}</Button>
    </div>
  )
}
