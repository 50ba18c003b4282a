import localLanguage from '@fluentui/svg-icons/icons/local_language_20_regular.svg'
import { useWords } from '../languages/words.tsx'
import { Icon } from '../parts/icon.tsx'

/** What the corner's language button shows. */
export function LanguageLabel() {
  const { spoken } = useWords()
  return (
    <>
      <Icon path={localLanguage} />
      <span>{spoken.name}</span>
    </>
  )
}
