import connected from '@fluentui/svg-icons/icons/plug_connected_20_regular.svg'
import disconnected from '@fluentui/svg-icons/icons/plug_disconnected_20_regular.svg'
import { useWords } from '../languages/words.tsx'
import { Icon } from '../parts/icon.tsx'
import { useScreens } from '../store/use-screens.ts'

/** Whether the company's server answers. */
export function ConnectionState() {
  const { say } = useWords()
  const connection = useScreens((state) => state.connection)
  const known = connection === 'checking' || connection === 'reached' ? connection : 'lost'
  return (
    <p className="connection" data-is={known} role="status">
      <Icon path={known === 'lost' ? disconnected : connected} />
      <span>{say(`frame.connection.${known}`)}</span>
    </p>
  )
}
