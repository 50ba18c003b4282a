import type { Log } from '../log/log.ts'

/** How long a stop may take before it is cut short, in milliseconds. */
const PATIENCE = 10_000

/**
 * Runs until somebody asks the process to stop, and stops what it runs.
 * @param close stops it. @param within milliseconds that it has
 * @returns the exit code
 */
export async function untilStopped(close: (within: number) => Promise<void>, log: Log): Promise<number> {
  const signal = await new Promise<string>((resolve) => {
    for (const name of ['SIGTERM', 'SIGINT'] as const) process.once(name, resolve)
  })
  log.info({ signal }, 'stopping')
  // Whoever asks twice does not want to wait.
  for (const again of ['SIGTERM', 'SIGINT'] as const) process.on(again, () => process.exit(1))
  setTimeout(() => {
    log.warn({}, 'stopped before everything was finished')
    process.exit(1)
  }, PATIENCE).unref()
  await close(PATIENCE - 1000)
  log.info({}, 'stopped')
  return 0
}
