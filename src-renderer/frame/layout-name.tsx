import { useWords } from '../languages/words.tsx'
import type { MachineLayout } from './machine-layout.tsx'

/** Which layout the machine's own keyboard has, by the name that those who use it give it. */
export function LayoutName({ here }: { here: MachineLayout | undefined }) {
  const { say } = useWords()
  if (!here) return null
  return (
    <p className="layout" data-surprises={here.surprise && true}>
      <span className="unseen">{say('frame.layout')}</span>
      <bdi lang={here.layout.tag}>{here.layout.name}</bdi>
    </p>
  )
}
