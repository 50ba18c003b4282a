import chevron from '@fluentui/svg-icons/icons/chevron_down_16_regular.svg'
import { Button } from 'react-aria-components/Button'
import { I18nProvider } from 'react-aria-components/I18nProvider'
import { Label } from 'react-aria-components/Label'
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox'
import { Popover } from 'react-aria-components/Popover'
import { Select, SelectValue } from 'react-aria-components/Select'
import { Icon } from '../../parts/icon.tsx'
import { useRegisterWords } from '../words.tsx'

type Question = { id: string; text: string }
type Props = { label: string; picked: string; questions: readonly Question[]; onPick: (id: string) => void }

/** Which question is answered: one of those that are left. */
export function QuestionPicker({ label, picked, questions, onPick }: Props) {
  const { spoken } = useRegisterWords()
  const text = questions.find(({ id }) => id === picked)?.text
  // Nothing to pick from: the question as it is.
  if (questions.length < 2) return <p className="only-question"><span className="field-label">{label}</span><bdi>{text}</bdi></p>
  return (
    <I18nProvider locale={spoken.tag}>
      <Select className="field" value={picked} onChange={(id) => { if (id !== null) onPick(String(id)) }}>
        <div className="field-label"><Label>{label}</Label></div>
        <Button className="field-box select">
          <SelectValue className="select-value"><bdi>{text}</bdi></SelectValue>
          <Icon path={chevron} size={16} />
        </Button>
        <Popover className="popover choices">
          <ListBox className="menu" items={[...questions]}>
            {(one) => <ListBoxItem id={one.id} textValue={one.text} className="menu-item"><bdi>{one.text}</bdi></ListBoxItem>}
          </ListBox>
        </Popover>
      </Select>
    </I18nProvider>
  )
}
