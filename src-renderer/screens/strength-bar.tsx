import { useWords } from '../languages/words.tsx'
import { fullness, type Strength } from '../password/strength.ts'

/** How strong the password seems, as a bar. */
export function StrengthBar({ strength }: { strength: Strength }) {
  const { say } = useWords()
  return (
    <div
      className="strength-bar"
      data-strength={strength}
      role="meter"
      aria-label={say('password.strength')}
      aria-valuemin={0}
      aria-valuemax={4}
      aria-valuenow={fullness[strength]}
      aria-valuetext={say(`password.strength.${strength}`)}
    >
      {[1, 2, 3, 4].map((quarter) => <i key={quarter} data-lit={quarter <= fullness[strength] || undefined} />)}
    </div>
  )
}

/** The same in a word, for those who see it. */
export function StrengthWord({ strength }: { strength: Strength }) {
  const { say } = useWords()
  if (strength === 'none') return null
  return <span className="strength-word" data-strength={strength} aria-hidden="true">{say(`password.strength.${strength}`)}</span>
}
