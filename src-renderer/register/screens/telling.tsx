import building from '@fluentui/svg-icons/icons/building_48_regular.svg'
import checkmark from '@fluentui/svg-icons/icons/checkmark_48_regular.svg'
import shield from '@fluentui/svg-icons/icons/shield_lock_48_regular.svg'
import snowflake from '@fluentui/svg-icons/icons/weather_snowflake_48_regular.svg'
import type { RegistrationView } from '@gatehouse/contract/registration'
import { Actions } from '../../parts/actions.tsx'
import { Button } from '../../parts/button.tsx'
import { Panel } from '../../parts/panel.tsx'
import { Sign } from '../../parts/sign.tsx'
import { HelpdeskLine } from '../../screens/helpdesk-line.tsx'
import type { WhyOut } from '../bridge.ts'
import type { ShownAt } from '../store/shown.ts'
import { useRegister, useRegisterActs } from '../store/use-register.tsx'
import { useWhen } from '../when.ts'
import { useRegisterWords } from '../words.tsx'

/** All that is wanted is registered: a relief, and nothing more to do. */
export function Enough({ view }: { view: RegistrationView }) {
  const { say } = useRegisterWords()
  const { leave, readEnough } = useRegisterActs()
  const { moment } = useWhen()
  const rests = [...view.items, ...(view.questions ? [view.questions] : [])].flatMap(({ outsideIn }) => (outsideIn === undefined ? [] : [outsideIn]))
  const isLater = view.wanted.some(({ enough }) => enough === 'later')
  return (
    <Panel
      centred title={say('enough.title')} above={<Sign path={checkmark} mood="good" />} onNext={() => void leave()} onBack={readEnough}
      lead={isLater ? say('enough.later', { moment: moment(Math.max(0, ...rests)) }) : say('enough.lead')}
    >
      <Actions>
        <Button first look="main">{say('overview.sign-out')}</Button>
        <Button look="quiet" onPress={readEnough}>{say('enough.see')}</Button>
      </Actions>
    </Panel>
  )
}

/** Nobody proves themselves from here: in the company's network it goes on, or with the helpdesk. */
export function Elsewhere({ view, step }: ShownAt<'elsewhere'>) {
  const { say } = useRegisterWords()
  const { leave } = useRegisterActs()
  return (
    <Panel
      centred title={say(`elsewhere.title.${step.why}`)} lead={say(`elsewhere.lead.${step.why}`)} above={<Sign path={building} mood="plain" />}
      onNext={() => void leave()} onBack={() => void leave()}
    >
      <HelpdeskLine caseNumber={view.caseNumber} />
      <Actions><Button first look="main">{say('overview.sign-out')}</Button></Actions>
    </Panel>
  )
}

export function Frozen({ step }: ShownAt<'frozen'>) {
  const { say } = useRegisterWords()
  const { leave } = useRegisterActs()
  return (
    <Panel centred title={say('frozen.title')} lead={say('frozen.lead')} above={<Sign path={snowflake} mood="bad" />} onNext={() => void leave()} onBack={() => void leave()}>
      <HelpdeskLine caseNumber={step.caseNumber} />
      <Actions><Button first look="main">{say('overview.sign-out')}</Button></Actions>
    </Panel>
  )
}

/** From the link of a notice: one button, without a sign-in, for whoever reads it in a hurry. */
export function NotMe() {
  const { say } = useRegisterWords()
  const { report } = useRegisterActs()
  const busy = useRegister((state) => state.busy)
  return (
    <Panel still centred title={say('not-me.title')} lead={say('not-me.lead')} above={<Sign path={shield} mood="bad" />} onNext={() => { if (!busy) void report() }}>
      <Actions><Button first look="main" busy={busy}>{say('not-me.go')}</Button></Actions>
      <p className="nothing">{say('not-me.keeps')}</p>
    </Panel>
  )
}

export function Reported({ caseNumber }: { caseNumber: string }) {
  const { say } = useRegisterWords()
  return (
    <Panel centred title={say('not-me.done.title')} lead={say('not-me.done.lead')} above={<Sign path={snowflake} mood="good" />}>
      <HelpdeskLine caseNumber={caseNumber} />
    </Panel>
  )
}

export function Out({ why }: { why: WhyOut }) {
  const { say } = useRegisterWords()
  const { startAgain } = useRegisterActs()
  return (
    <Panel still centred title={say(`out.title.${why}`)} lead={say(`out.lead.${why}`)} above={<Sign path={why === 'left' ? checkmark : shield} mood="plain" />} onNext={startAgain}>
      <Actions><Button first look="main">{say('out.go')}</Button></Actions>
    </Panel>
  )
}

/** The server has not said yet how people sign in here. */
export function Opening() {
  const { say } = useRegisterWords()
  return (
    <Panel still centred title={say('working')} above={<div className="sign plain"><span className="ring" aria-hidden="true" /></div>}>
      <p className="unseen" role="status">{say('working')}</p>
    </Panel>
  )
}
