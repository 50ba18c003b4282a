import { endOverdue, type OverdueParts } from './recovery/end-overdue.ts'

type Log = Readonly<Record<'info' | 'warn', (fields: object, text: string) => void>>

/** Milliseconds. Servers that share a database all do it: the second finds nothing, or loses the race for a saving. */
const EVERY = 60_000

/** Looks after the recoveries of which nobody hears any more, at once and then every minute. */
export function keepEndingOverdue(parts: OverdueParts, log: Log): { /** Looks now. */ readonly look: () => Promise<void>; /** Resolves once the look under way is through. */ readonly stop: () => Promise<void> } {
  let present: Promise<void> | undefined
  let stopped = false
  const look = () => (present ??= endOverdue(parts, () => stopped).then((looked) => {
    if (looked > 0) log.info({ looked }, 'looked after recoveries that were left')
  }).catch((error: unknown) => log.warn({ err: error }, 'recoveries that were left were not looked after; tried again in a minute')).finally(() => { present = undefined }))
  void look()
  const timer = setInterval(() => void look(), EVERY)
  return {
    look,
    async stop() {
      clearInterval(timer)
      stopped = true
      await present
    },
  }
}
