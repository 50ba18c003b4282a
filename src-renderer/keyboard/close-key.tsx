import down from '@fluentui/svg-icons/icons/chevron_down_20_regular.svg'
import { useWords } from '../languages/words.tsx'
import { Icon } from '../parts/icon.tsx'
import { Key, type Keys } from './key.tsx'

export function CloseKey({ stop, close }: Pick<Keys, 'stop' | 'close'>) {
  const { say } = useWords()
  return <Key at="close" stop={stop} name={say('keyboard.close')} leads onPress={close}><Icon path={down} /></Key>
}
