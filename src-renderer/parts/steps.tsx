import type { View } from '@gatehouse/contract'
import { useWords } from '../languages/words.tsx'

/** How many of the policy's gates are passed, and which one this is. */
export function Steps({ gates: { passed, needed } }: { gates: View['gates'] }) {
  const { say } = useWords()
  const done = passed >= needed
  return (
    <div className="steps">
      <span className="steps-bars" aria-hidden="true">
        {Array.from({ length: needed }, (_, at) => <i key={at} data-lit={at <= passed || undefined} />)}
      </span>
      <span>{done ? say('steps.passed') : say('steps', { step: passed + 1, needed })}</span>
    </div>
  )
}
