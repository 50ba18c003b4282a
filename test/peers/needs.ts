import { describe } from 'vitest'

/**
 * A suite against something real that not every machine has. Without it the suite is skipped and says why; where `CI` is
 * set, that is a failure, so that nothing is ever called proved by a run that left it out.
 * @param name what the suite is called
 * @param missing why the peer cannot run here, fit to stand after "skipped: "; undefined: it can
 */
export function withPeer(name: string, missing: string | undefined, suite: () => void): void {
  if (missing === undefined) return void describe(name, suite)
  if (process.env['CI']) throw new Error(`${name}: ${missing}`)
  describe.skip(`${name} (skipped: ${missing})`, suite)
}
