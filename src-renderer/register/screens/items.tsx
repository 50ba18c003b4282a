import call from '@fluentui/svg-icons/icons/call_24_regular.svg'
import clockSign from '@fluentui/svg-icons/icons/clock_16_regular.svg'
import mail from '@fluentui/svg-icons/icons/mail_24_regular.svg'
import phone from '@fluentui/svg-icons/icons/phone_24_regular.svg'
import question from '@fluentui/svg-icons/icons/question_circle_24_regular.svg'
import type { RegisteredItem, RegistrationView } from '@gatehouse/contract/registration'
import type { ReactNode } from 'react'
import { Button } from '../../parts/button.tsx'
import { Icon } from '../../parts/icon.tsx'
import { useRegisterActs } from '../store/use-register.tsx'
import { useWhen } from '../when.ts'
import { useRegisterWords } from '../words.tsx'

const iconOf = ({ kind, ways }: RegisteredItem) => (kind === 'mail' ? mail : ways.includes('sms') ? phone : call)

/** All that is registered, each with since when, and from when it counts outside. @param changeable whether the person may change it now */
export function Items({ view: { items, questions }, changeable = false }: { view: RegistrationView; changeable?: boolean }) {
  const { say } = useRegisterWords()
  const { going } = useRegisterActs()
  const { day } = useWhen()
  const answered = questions && questions.answered > 0 ? questions : undefined
  if (items.length === 0 && !answered) return null

  const aboutOf = ({ ways, age }: RegisteredItem) => {
    const [first = 'none'] = ways
    const words = say(ways.includes('sms') && ways.includes('call') ? 'item.ways.sms-call' : `item.ways.${first}`)
    return age === undefined ? say('item.company', { ways: words }) : say('item.own', { ways: words, date: day(age) })
  }
  return (
    <ul className="items" aria-label={say('overview.items')}>
      {items.map((one) => (
        <Row key={one.item} icon={iconOf(one)} name={<bdi>{one.shown}</bdi>} about={aboutOf(one)} outsideIn={one.outsideIn}>
          {changeable && one.whose === 'own' && (
            <Button look="link" name={say('item.remove-which', { shown: one.shown })} onPress={() => going({ to: 'remove', item: one.item })}>{say('item.remove')}</Button>
          )}
        </Row>
      ))}
      {answered && (
        <Row icon={question} asks name={say('item.questions', { count: answered.answered })} about={say('item.questions-about', { date: day(answered.age ?? 0) })} outsideIn={answered.outsideIn}>
          {changeable && (
            <>
              <Button look="link" name={say('item.change-questions')} onPress={() => going({ to: 'questions' })}>{say('item.change')}</Button>
              <Button look="link" name={say('item.remove-questions')} onPress={() => going({ to: 'remove', item: 'questions' })}>{say('item.remove')}</Button>
            </>
          )}
        </Row>
      )}
    </ul>
  )
}

type RowProps = { icon: string; asks?: boolean; name: ReactNode; about: string; outsideIn: number | undefined; children?: ReactNode }

function Row({ icon, asks = false, name, about, outsideIn, children }: RowProps) {
  const { say } = useRegisterWords()
  const { moment } = useWhen()
  return (
    <li className="item">
      <Icon path={icon} size={24} asks={asks} />
      <span className="card-name">{name}</span>
      <span className="item-deeds">{children}</span>
      <span className="card-about">{about}</span>
      {outsideIn !== undefined && <span className="item-rests"><Icon path={clockSign} size={16} />{say('item.rests', { moment: moment(outsideIn) })}</span>}
    </li>
  )
}
