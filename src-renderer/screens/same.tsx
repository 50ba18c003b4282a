import checkmark from '@fluentui/svg-icons/icons/checkmark_16_filled.svg'
import { useWords } from '../languages/words.tsx'
import { Icon } from '../parts/icon.tsx'

/** Both fields hold the same. */
export function Same() {
  const { say } = useWords()
  return <span className="aside met"><Icon path={checkmark} size={16} />{say('password.same')}</span>
}
