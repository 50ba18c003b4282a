/**
 * All ways to type one account name, as one: without the domain, whatever its case, accents and widths. It is made of what was typed
 * and of nothing that a directory knows, so a wait that is seen under it tells nothing about the directory (S-10). Two people of the
 * same name in two domains share what strangers may try in either's name; their own sources are counted by themselves.
 * @param typed `CORP\ada`, `ada@corp.example` or `ada`
 */
export function sameForAll(typed: string): string {
  const account = typed.slice(typed.lastIndexOf('\\') + 1)
  const at = account.lastIndexOf('@')
  return oneSpelling(at > 0 ? account.slice(0, at) : account)
}

/**
 * One text for all that a directory takes for one name: it compares without case and accents, takes full-width letters for the others
 * (MS-UCODEREF 3.1.5.4), and heeds no space around a name, nor how much there is within it (RFC 4518 §2.6.1).
 */
export const oneSpelling = (name: string): string => name.normalize('NFKD').replace(/\p{M}/gu, '').replace(/\s+/gu, ' ').trim().toLowerCase()
