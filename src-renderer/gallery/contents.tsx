import type { Language } from '../languages/language.ts'
import { registerStates } from '../register/states/states.ts'
import { states } from '../states/states.ts'

/** Every state, in every language. */
export const Contents = ({ languages }: { languages: readonly Language[] }) => (
  <ul className="contents">
    {[...states, ...registerStates].map(({ name, about }) => (
      <li key={name}>
        {languages.map(({ tag }) => <a key={tag} href={`#state=${name}&language=${tag}`}>{tag}</a>)}
        <b>{name}</b> {about}
      </li>
    ))}
  </ul>
)
