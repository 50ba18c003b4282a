import disconnected from '@fluentui/svg-icons/icons/plug_disconnected_20_regular.svg'
import { useWords } from '../languages/words.tsx'
import { Icon } from '../parts/icon.tsx'
import { useScreens } from '../store/use-screens.ts'

/** Said before the choice: without a way to a domain controller this machine goes on taking the password that it remembers. */
export function Away() {
  const { say } = useWords()
  const away = useScreens((state) => state.controller === 'not-reached')
  return (
    <div role="status">
      {away && <p className="warning"><Icon path={disconnected} /><span>{say('choice.away')}</span></p>}
    </div>
  )
}
