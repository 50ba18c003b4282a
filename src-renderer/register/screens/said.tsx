import checked from '@fluentui/svg-icons/icons/checkmark_circle_20_filled.svg'
import type { RegistrationView } from '@gatehouse/contract/registration'
import { useEffect, useState } from 'react'
import { Icon } from '../../parts/icon.tsx'
import { useRegisterWords } from '../words.tsx'

/** Milliseconds: a live region that is filled as it appears is not heard. */
const BREATH = 300

/** What was just done, above what comes next. */
export function Said({ what }: { what: NonNullable<RegistrationView['done']> }) {
  const { say } = useRegisterWords()
  const text = say(`said.${what}`)
  const [heard, setHeard] = useState('')
  useEffect(() => {
    const soon = setTimeout(() => setHeard(text), BREATH)
    return () => clearTimeout(soon)
  }, [text])
  return (
    <div className="just-done">
      <p aria-hidden="true"><Icon path={checked} /><span>{text}</span></p>
      <p className="unseen" role="status">{heard}</p>
    </div>
  )
}
