import add from '@fluentui/svg-icons/icons/add_16_regular.svg'
import type { RegistrationKind, RegistrationView } from '@gatehouse/contract/registration'
import { Button } from '../../parts/button.tsx'
import { Icon } from '../../parts/icon.tsx'
import { useRegister, useRegisterActs } from '../store/use-register.tsx'
import { useRegisterWords } from '../words.tsx'

/** What can be registered beside what the main button says: nobody must, so that it is said quietly. */
export function Adding({ view }: { view: RegistrationView }) {
  const { say } = useRegisterWords()
  const { going } = useRegisterActs()
  const kinds = useRegister((state) => state.about?.kinds) ?? []
  const offered: Readonly<Record<RegistrationKind, boolean>> = {
    number: view.numberBy.length > 0, mail: true, questions: view.questions !== undefined && view.questions.answered === 0,
  }
  // What would do as well comes before what is there already.
  const open = kinds.filter((kind) => offered[kind] && kind !== view.missing[0])
    .toSorted((one, other) => Number(view.missing.includes(other)) - Number(view.missing.includes(one)))
  const nameOf = (kind: RegistrationKind) => {
    if (kind === 'questions') return say('overview.add.questions')
    const another = view.items.some((one) => one.kind === kind && one.whose === 'own')
    return say(another ? `overview.add.${kind}` : `overview.add.first-${kind}`)
  }
  if (open.length === 0) return null
  return (
    <ul className="adding" aria-label={say('overview.add')}>
      {open.map((kind) => (
        <li key={kind}><Button look="link" onPress={() => going({ to: kind })}><Icon path={add} size={16} /> {nameOf(kind)}</Button></li>
      ))}
    </ul>
  )
}
