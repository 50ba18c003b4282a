/** Says something to whoever started the program: `err` what is wrong, `out` what was asked for. */
export const err = (line: string): void => void process.stderr.write(`${line}\n`)
export const out = (line: string): void => void process.stdout.write(line.endsWith('\n') ? line : `${line}\n`)

/**
 * A whole program, from its arguments to its end.
 * @param printed what Node and libraries of ours would print with NODE_DEBUG: it refuses to run with that
 * @param run gives the exit code: 0 as wished, 1 it did not work out, 2 a mistake in the command or the settings
 */
export async function program(printed: string, run: (argv: readonly string[]) => Promise<number>): Promise<never> {
  if (process.env['NODE_DEBUG']) {
    err(`NODE_DEBUG is set: ${printed} would be printed. It must be unset; log.level says more without that.`)
    process.exit(2)
  }
  // Whatever a library still has open keeps nobody waiting once it has come to its end.
  process.exit(await run(process.argv.slice(2)))
}
