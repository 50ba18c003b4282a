import type { Audit } from '../recovery/ports.ts'

/** A day, in milliseconds: far below the least time that entries are kept, so that no chain that goes on is ever taken for an old one. */
const DAY = 86_400_000

type Log = Readonly<Record<'warn', (fields: object, text: string) => void>>

/** Records every day that this server runs. @returns ends that */
export function keepShowingLife({ record }: Audit, log: Log, every = DAY): () => Promise<void> {
  const timer = setInterval(() => {
    record([{ kind: 'server-running' }]).catch((error: unknown) => log.warn({ err: error }, 'the sign of life is not in the audit'))
  }, every)
  return () => {
    clearInterval(timer)
    return Promise.resolve()
  }
}
