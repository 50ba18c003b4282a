/** One mistake in a file of settings, or in a variable that overrides one. */
export type Mistake = {
  /** The file as it was named to us, or the environment variable. */
  source: string
  /** From 1; absent for a variable, and for a file that cannot be read. */
  line?: number
  column?: number
  /** Dotted path of the setting, such as `mail.port`; empty for the whole. */
  path: string
  what: string
  /** What would be right, where that can be said. */
  right?: string
}

/** One line for an administrator. Editors and terminals turn its beginning into a link. */
export function wordsOf({ source, line, column, path, what, right }: Mistake): string {
  const place = [source, line, column].filter((part) => part !== undefined).join(':')
  return `${place}: ${path}${path && ' '}${what}${right ? `; ${right}` : ''}`
}

/** In the order in which a reader of the files meets them. */
export const inOrder = (mistakes: readonly Mistake[]): Mistake[] =>
  mistakes.toSorted((a, b) => compare(a.source, b.source) || (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0))

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
