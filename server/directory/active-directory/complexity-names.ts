// "Password must meet complexity requirements" (Windows security policy reference): the account's name as a whole; the display name
// parted at commas, full stops, hyphens, underscores, spaces, number signs and tabs; nothing that is shorter than three.
const PARTED_AT = /[,.\-_ #\t]+/u
const SHORTEST = 3

/** What Windows does not want in a password, in whatever case, where the complexity rule is on. */
export function complexityNames(account: string | undefined, displayName: string | undefined): string[] {
  const all = [account ?? '', ...(displayName ?? '').split(PARTED_AT)]
  return [...new Set(all.map((name) => name.toLowerCase()))].filter((name) => name.length >= SHORTEST)
}
