import eye from '@fluentui/svg-icons/icons/eye_20_regular.svg'
import eyeOff from '@fluentui/svg-icons/icons/eye_off_20_regular.svg'
import { useWords } from '../languages/words.tsx'
import { Icon } from '../parts/icon.tsx'

/** Shows what is typed, or hides it again. */
export function Reveal({ visible, onChange }: { visible: boolean; onChange: (visible: boolean) => void }) {
  const { say } = useWords()
  const name = say(visible ? 'password.hide' : 'password.show')
  return (
    <button type="button" className="reveal" aria-label={name} title={name} onClick={() => onChange(!visible)}>
      <Icon path={visible ? eyeOff : eye} />
    </button>
  )
}
