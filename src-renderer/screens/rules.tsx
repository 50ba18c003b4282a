import checkmark from '@fluentui/svg-icons/icons/checkmark_16_filled.svg'
import circle from '@fluentui/svg-icons/icons/circle_16_regular.svg'
import { useWords } from '../languages/words.tsx'
import { Icon } from '../parts/icon.tsx'
import type { Check } from '../password/rules.ts'
import { ruleWords } from './rule-words.ts'

/** The directory's rules, ticking themselves off while typing. */
export function Rules({ checks, id }: { checks: readonly Check[]; id: string }) {
  const { say } = useWords()
  if (checks.length === 0) return null
  return (
    <div id={id} className="rules">
      <ul aria-label={say('password.rules')}>
        {checks.map((check) => (
          <li key={check.is} className={check.state === 'met' ? 'met' : undefined}>
            <Icon path={check.state === 'met' ? checkmark : circle} size={16} />
            <span>{ruleWords(check, say)}</span>
            <span className="unseen">{say(`password.rule.${check.state}`)}</span>
          </li>
        ))}
      </ul>
      {checks.some(({ state }) => state === 'later') && <p>{say('password.later')}</p>}
    </div>
  )
}
