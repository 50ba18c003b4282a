import { holdsName, type Rule } from '@gatehouse/contract'

/** One line of the list that ticks itself off while typing. `later`: only the server or the directory can tell, when it is set. */
export type Check =
  | { is: 'length'; length: number; state: 'met' | 'unmet' }
  | { is: 'longest'; length: number; state: 'unmet' }
  | { is: 'kinds'; state: 'met' | 'unmet' }
  | { is: 'account'; state: 'met' | 'unmet' }
  | { is: 'age'; possibleIn: number; state: 'unmet' }
  | { is: 'names'; state: 'met' | 'unmet' }
  | { is: 'listed'; state: 'later' }
  | { is: 'history'; remembered: number; state: 'later' }
  | { is: 'unknown'; state: 'later' }

/** What Active Directory keeps at most (MS-SAMR 2.2.7.21), and the contract takes. */
export const LONGEST = 256

/**
 * The rules against what was typed so far.
 * @param account as the directory spells it: `ada`, `CORP\\ada` or `ada@corp.example`
 */
export function check(rules: readonly Rule[], password: string, account: string): Check[] {
  // Said only to whom it happens: hardly anybody gets there.
  const tooLong: Check[] = password.length > LONGEST ? [{ is: 'longest', length: LONGEST, state: 'unmet' }] : []
  const windowsNames = rules.flatMap((rule) => (rule.rule === 'complexity' ? rule.names ?? [] : []))
  const isComplex = rules.some(({ rule }) => rule === 'complexity')
  const holdsWindowsName = (typed: string) => isComplex && (holdsAccount(typed, account) || holdsOneOf(typed, windowsNames))
  const ours = rules.some(({ rule }) => rule === 'names')
  // No password helps before then: it comes before what one must be like.
  const tooSoon = rules.flatMap((rule): Check[] => (rule.rule === 'min-age' && rule.possibleIn > 0 ? [{ is: 'age', possibleIn: rule.possibleIn, state: 'unmet' }] : []))
  return [...tooSoon, ...tooLong, ...rules.flatMap((rule): Check[] => {
    switch (rule.rule) {
      // Windows counts UTF-16 code units (MS-SAMR 3.1.1.7.1), and so does JavaScript.
      case 'min-length': return [{ is: 'length', length: rule.length, state: met(password.length >= rule.length) }]
      case 'complexity': {
        const kinds: Check = { is: 'kinds', state: met(kindsIn(password) >= 3) }
        // Ours asks for the same and more: two lines about names would only make one wonder.
        return ours ? [kinds] : [kinds, { is: 'account', state: met(password !== '' && !holdsWindowsName(password)) }]
      }
      case 'names': return [{ is: 'names', state: met(password !== '' && !holdsWindowsName(password) && !holdsName(password, rule.names)) }]
      case 'not-listed': return [{ is: 'listed', state: 'later' }]
      case 'min-age': return []
      case 'history': return [{ is: 'history', remembered: rule.remembered, state: 'later' }]
      case 'unknown': return [{ is: 'unknown', state: 'later' }]
    }
  })]
}

const met = (yes: boolean) => (yes ? 'met' : 'unmet')

// The five kinds of "Password must meet complexity requirements" (Windows security policy reference). Currency signs such as
// the euro are in none of them.
const kinds = [
  /\p{Lu}/u,
  /\p{Ll}/u,
  /[0-9]/,
  /[~!@#$%^&*_\-+=`|\\(){}[\]:;"'<>,.?/]/,
  /[\p{Lo}\p{Lt}\p{Lm}]/u,
]

/** How many of Windows' five kinds of characters there are. */
export const kindsIn = (password: string) => kinds.filter((kind) => kind.test(password)).length

/** Whether the account's name is part of it, in whatever case. Names of less than three characters are not looked for, as in Windows. */
export function holdsAccount(password: string, account: string): boolean {
  const name = (account.split('\\').at(-1) ?? account).split('@')[0] ?? account
  return name.length >= 3 && holdsOneOf(password, [name])
}

const holdsOneOf = (password: string, names: readonly string[]) => names.some((name) => password.toLowerCase().includes(name.toLowerCase()))
