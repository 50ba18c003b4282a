import type { View } from '@gatehouse/contract'
import { useWords } from '../languages/words.tsx'
import { Button } from '../parts/button.tsx'
import { useActs, useScreens } from '../store/use-screens.ts'

/**
 * Where the policy leaves another way than this gate: straight to it where it is the only one, else to the list of them.
 * @param look `main` where nothing else can be done
 */
export function OtherWay({ ways, look = 'link' }: Pick<View, 'ways'> & { look?: 'link' | 'main' }) {
  const { say } = useWords()
  const { pickWay, seekWay } = useActs()
  const busy = useScreens((state) => state.busy)
  const [only, ...more] = ways
  if (!only) return null
  const button = <Button look={look} busy={busy} onPress={() => { if (more.length > 0) seekWay(); else void pickWay(only) }}>{say('ways.other')}</Button>
  return look === 'main' ? button : <div className="other-way">{button}</div>
}
