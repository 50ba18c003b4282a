/** @param args without the program. @returns whether `--doctor` asks for a text or, with `--json`, for the same for scripts; and the arguments that are left */
export function doctorAsked(args: readonly string[]): { doctor: 'text' | 'json' | undefined; others: string[] } {
  if (!args.includes('--doctor')) return { doctor: undefined, others: [...args] }
  return { doctor: args.includes('--json') ? 'json' : 'text', others: args.filter((arg) => arg !== '--doctor' && arg !== '--json') }
}
