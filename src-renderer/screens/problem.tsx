import checkmark from '@fluentui/svg-icons/icons/checkmark_48_regular.svg'
import shield from '@fluentui/svg-icons/icons/shield_error_48_regular.svg'
import calendar from '@fluentui/svg-icons/icons/calendar_48_regular.svg'
import lock from '@fluentui/svg-icons/icons/lock_closed_48_regular.svg'
import clockSign from '@fluentui/svg-icons/icons/clock_48_regular.svg'
import broken from '@fluentui/svg-icons/icons/error_circle_48_regular.svg'
import plug from '@fluentui/svg-icons/icons/plug_disconnected_48_regular.svg'
import type { Problem as Said, ProblemCode } from '@gatehouse/contract'
import { useEffect } from 'react'
import { useWords } from '../languages/words.tsx'
import { Actions } from '../parts/actions.tsx'
import { Button } from '../parts/button.tsx'
import { Panel } from '../parts/panel.tsx'
import { Sign } from '../parts/sign.tsx'
import { helpdeskOf } from '../store/around.ts'
import { isConnection, troubles, wordsOfTrouble } from '../store/troubles.ts'
import { useAround, useAroundActs, useClock } from '../store/use-around.ts'
import { useSecondsLeft } from '../store/use-seconds-left.ts'

const TRIES_EVERY = 10_000

const signOf = (code: ProblemCode) => {
  if (code === 'certificate-not-trusted') return shield
  if (code === 'certificate-date') return calendar
  if (code === 'captive-portal' || code === 'proxy-sign-in') return lock
  if (troubles[code].is === 'wait') return clockSign
  if (code === 'link-settled') return checkmark
  return isConnection(code) ? plug : broken
}

/** What happened, what to do now, a number to quote. A connection that comes back carries on by itself. */
export function Problem({ problem: { code, correlation, waitSeconds } }: { problem: Said }) {
  const { say, show, spoken } = useWords()
  const { tryAgain, startAgain, leave } = useAroundActs()
  const clock = useClock()
  const busy = useAround((state) => state.busy)
  const helpdesk = useAround(helpdeskOf)
  const { title, lead } = wordsOfTrouble(code)
  const { next } = troubles[code]
  const waits = isConnection(code)
  const saidAt = useAround(({ problem }) => problem?.saidAt ?? 0)
  const left = useSecondsLeft({ endsIn: waitSeconds ?? 0, saidAt })
  const isOver = waitSeconds !== undefined && left === 0
  const heading = say(isOver ? 'problem.wait-over.title' : title)
  useEffect(() => (waits ? clock.every(TRIES_EVERY, () => void tryAgain()) : undefined), [waits, clock, tryAgain])

  const press = { 'try-again': () => void tryAgain(), 'start-again': startAgain, leave: () => void leave() }
  return (
    <Panel
      centred
      title={heading}
      lead={isOver ? say('problem.wait-over') : show(lead, { ...asMinutesOrHours(left), today: clock.today().toLocaleDateString(spoken.formatsAs, { dateStyle: 'full' }) })}
      above={<Sign path={signOf(code)} mood={waitSeconds === undefined && code !== 'link-settled' ? 'bad' : 'plain'} />}
      onNext={() => { if (!busy) press[next]() }}
      onBack={press.leave}
    >
      <Actions>
        <Button first look="main" busy={busy}>{say(next)}</Button>
        {next !== 'leave' && <Button look="quiet" onPress={press.leave}>{say('leave')}</Button>}
      </Actions>
      <p className="unseen" role="status">{busy ? say('working') : heading}</p>
      <div className="footnote">
        {waits && <p>{say('problem.trying')}</p>}
        {correlation && <p>{helpdesk ? show('problem.quote-helpdesk', { helpdesk, correlation }) : show('problem.quote', { correlation })}</p>}
      </div>
    </Panel>
  )
}

/** Nobody counts to 1,380: a long wait is said in hours, a shorter one (`hours: 0`) in minutes; never less than it is. */
function asMinutesOrHours(seconds: number): { minutes: number; hours: number } {
  const minutes = Math.max(1, Math.ceil(seconds / 60))
  return { minutes, hours: minutes > 90 ? Math.ceil(minutes / 60) : 0 }
}
