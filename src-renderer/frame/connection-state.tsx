import connected from '@fluentui/svg-icons/icons/plug_connected_20_regular.svg'
import disconnected from '@fluentui/svg-icons/icons/plug_disconnected_20_regular.svg'
import { useWords } from '../languages/words.tsx'
import { Icon } from '../parts/icon.tsx'
import { useAround } from '../store/use-around.ts'

/** Whether the company's server answers, and whether this machine is in the company's network. */
export function ConnectionState() {
  const { say } = useWords()
  const connection = useAround((state) => state.connection)
  const inside = useAround((state) => state.controller === 'reached')
  const known = connection === 'checking' || connection === 'reached' ? connection : 'lost'
  const shown = known === 'reached' && inside ? 'inside' : known
  return (
    <p className="connection" data-is={known} role="status">
      <Icon path={known === 'lost' ? disconnected : connected} />
      <span>{say(`frame.connection.${shown}`)}</span>
    </p>
  )
}
