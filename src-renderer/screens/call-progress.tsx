import done from '@fluentui/svg-icons/icons/checkmark_circle_20_filled.svg'
import waiting from '@fluentui/svg-icons/icons/circle_20_regular.svg'
import present from '@fluentui/svg-icons/icons/circle_hint_20_regular.svg'
import type { CallState, StepOf } from '@gatehouse/contract'
import { useWords } from '../languages/words.tsx'
import { Icon } from '../parts/icon.tsx'

/** How far a call is that goes on: it rings, it is answered, the keys are right. */
const reached: Partial<Record<CallState, number>> = { calling: 0, ringing: 0, answered: 2, 'wrong-keys': 2, confirmed: 3 }

const icons = { done, present, waiting } as const

/** The three things that happen in a call, each ticked when it has happened; undefined for one that ended without them. */
export function CallProgress({ call, keys }: Pick<StepOf<'call'>, 'call' | 'keys'>) {
  const { say } = useWords()
  const far = reached[call]
  if (far === undefined) return null
  const shown = { keys: keys === undefined ? 'none' : 'digits', digits: keys ?? '' }
  const lines = [say(call === 'ringing' ? 'call.progress.ringing' : 'call.progress.calling'), say('call.progress.answered'), say(call === 'confirmed' ? 'call.progress.confirmed' : 'call.progress.keys', shown)]
  return (
    <ol className="call-progress" aria-hidden="true">
      {lines.map((line, at) => {
        const state = at < far ? 'done' : at === far ? 'present' : 'waiting'
        return <li key={line} data-state={state}><Icon path={icons[state]} /><span>{line}</span></li>
      })}
    </ol>
  )
}
