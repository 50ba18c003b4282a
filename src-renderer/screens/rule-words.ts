import type { Words } from '../languages/words.tsx'
import type { Check } from '../password/rules.ts'
import { whenValues } from './when-words.ts'

/** A rule in words. */
export function ruleWords(check: Check, say: Words['say']): string {
  switch (check.is) {
    case 'length': return say('password.rule.length', { length: check.length })
    case 'longest': return say('password.rule.longest', { length: check.length })
    case 'kinds': return say('password.rule.kinds')
    case 'account': return say('password.rule.account')
    case 'names': return say('password.rule.names')
    case 'listed': return say('password.rule.listed')
    case 'age': return say('password.rule.age', whenValues(check.possibleIn))
    case 'history': return say('password.rule.history', { remembered: check.remembered })
    case 'unknown': return say('password.rule.unknown')
  }
}
