import { useEffect, useState } from 'react'
import { useWords } from '../languages/words.tsx'
import type { Check } from '../password/rules.ts'
import type { Strength } from '../password/strength.ts'
import { ruleWords } from './rule-words.ts'

// A screen reader that spoke at every key would drown the keys themselves.
const PAUSE = 1000

/** The rules and the strength for those who hear the screen, once typing pauses. */
export function Heard({ checks, strength }: { checks: readonly Check[]; strength: Strength }) {
  const { say, spoken } = useWords()
  const [heard, setHeard] = useState('')
  useEffect(() => {
    const pause = setTimeout(() => {
      const missing = checks.filter(({ state }) => state === 'unmet').map((check) => ruleWords(check, say))
      const rules = new Intl.ListFormat(spoken.formatsAs).format(missing)
      setHeard(strength === 'none' ? '' : say('password.heard', { missing: missing.length, rules, strength: say(`password.strength.${strength}`) }))
    }, PAUSE)
    return () => clearTimeout(pause)
  }, [checks, strength, say, spoken])
  return <p className="unseen" role="status">{heard}</p>
}
