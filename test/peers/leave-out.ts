import type { TestInfo } from '@playwright/test'

/**
 * Leaves out a test of Playwright that needs something real which this machine does not have. Where `CI` is set, that is a failure, as in
 * needs.ts for those of Vitest.
 * @param missing why it cannot run here, fit to stand after "skipped: "
 */
export function leaveOut(testInfo: TestInfo, missing: string): void {
  if (process.env['CI']) throw new Error(missing)
  testInfo.skip(true, missing)
}
