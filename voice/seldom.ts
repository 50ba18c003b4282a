import type { Log } from '../groundwork/log/log.ts'

/**
 * A warning about what strangers send: one in `every` milliseconds, which says how many were kept back since the one before. The internet
 * could fill a disk with them.
 */
export function seldom(log: Pick<Log, 'warn'>, { every = 10_000, now = Date.now }: { every?: number; now?: () => number } = {}): (fields: object, text: string) => void {
  let last = -Infinity
  let kept = 0
  return (fields, text) => {
    if (now() - last < every) {
      kept += 1
      return
    }
    log.warn({ ...fields, ...(kept > 0 && { before: kept }) }, text)
    last = now()
    kept = 0
  }
}
