/** What a person typed as their account, taken apart by its spelling. */
export type TypedName =
  /** `ada`, or `CORP\ada` with its domain. */
  | { spelling: 'account'; name: string; domain: string | undefined }
  /** `ada@corp.example`; `name` and `suffix` are its halves. */
  | { spelling: 'principal'; principal: string; name: string; suffix: string }

// Upper ranges of the schema: MS-ADA3 2.222 (sAMAccountName) and 2.349 (userPrincipalName).
const LONGEST_ACCOUNT = 256
const LONGEST_PRINCIPAL = 1024

/**
 * Takes a typed account apart. Everything else that is odd, such as `*` or `(`, may be in a name and is for the filter to escape.
 * @param typed `CORP\ada`, `ada@corp.example` or `ada`
 * @returns undefined for what can be nobody's name, so that no directory need be asked
 */
export function typedName(typed: string): TypedName | undefined {
  // A lone surrogate would reach the directory as another character than the one that was typed.
  if (/\p{Cc}/u.test(typed) || !typed.isWellFormed()) return undefined
  const slash = typed.indexOf('\\')
  if (slash >= 0) return accountName(typed.slice(slash + 1), typed.slice(0, slash))
  const at = typed.lastIndexOf('@')
  return at >= 0 ? principalName(typed, at) : accountName(typed, undefined)
}

function accountName(name: string, domain: string | undefined): TypedName | undefined {
  const possible = name !== '' && name.length <= LONGEST_ACCOUNT && domain !== ''
  return possible ? { spelling: 'account', name, domain } : undefined
}

function principalName(principal: string, at: number): TypedName | undefined {
  const name = principal.slice(0, at)
  const suffix = principal.slice(at + 1)
  const possible = name !== '' && suffix !== '' && principal.length <= LONGEST_PRINCIPAL
  return possible ? { spelling: 'principal', principal, name, suffix } : undefined
}

/** Names of accounts and domains differ in more than their case. */
export const sameName = (one: string, other: string | undefined) => one.toLowerCase() === other?.toLowerCase()
