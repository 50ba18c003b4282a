import type { Words } from '../languages/words.tsx'
import type { Check } from '../password/rules.ts'

/** A rule in words. */
export function ruleWords(check: Check, say: Words['say']): string {
  switch (check.is) {
    case 'length': return say('password.rule.length', { length: check.length })
    case 'kinds': return say('password.rule.kinds')
    case 'account': return say('password.rule.account')
    case 'history': return say('password.rule.history', { remembered: check.remembered })
  }
}
