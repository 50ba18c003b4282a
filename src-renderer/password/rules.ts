import type { Rule } from '@gatehouse/contract'

/** One line of the list that ticks itself off while typing. `later`: only the directory can tell, when it is set. */
export type Check =
  | { is: 'length'; length: number; state: 'met' | 'unmet' }
  | { is: 'kinds'; state: 'met' | 'unmet' }
  | { is: 'account'; state: 'met' | 'unmet' }
  | { is: 'history'; remembered: number; state: 'later' }

/**
 * The directory's rules against what was typed so far.
 * @param account as the directory spells it: `ada`, `CORP\ada` or `ada@corp.example`
 */
export function check(rules: readonly Rule[], password: string, account: string): Check[] {
  return rules.flatMap((rule): Check[] => {
    switch (rule.rule) {
      // Windows counts UTF-16 code units (MS-SAMR 3.1.1.7.1), and so does JavaScript.
      case 'min-length': return [{ is: 'length', length: rule.length, state: met(password.length >= rule.length) }]
      case 'complexity': return [
        { is: 'kinds', state: met(kindsIn(password) >= 3) },
        { is: 'account', state: met(password !== '' && !holdsAccount(password, account)) },
      ]
      case 'history': return [{ is: 'history', remembered: rule.remembered, state: 'later' }]
    }
  })
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

/**
 * Whether the account's name is part of it, in whatever case. Names of less than three characters are not looked for, as in
 * Windows. (Windows looks for parts of the display name too, which we do not know: the directory may still refuse.)
 */
export function holdsAccount(password: string, account: string): boolean {
  const name = (account.split('\\').at(-1) ?? account).split('@')[0] ?? account
  return name.length >= 3 && password.toLowerCase().includes(name.toLowerCase())
}
