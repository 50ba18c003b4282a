import { defineConfig } from '@playwright/test'

/** The real client on a real server, directory and mail server; each worker has its own of all four. */
export default defineConfig({
  testDir: '.',
  outputDir: '../../out/end-to-end/results',
  globalSetup: './build-once.ts',
  // Two cores are what this must be pleasant on.
  workers: 2,
  fullyParallel: true,
  // One that passes when it is tried again does not pass.
  retries: 0,
  // No limit says how fast something must be: on a machine that has much else to do all takes several times as long. It ends what hangs.
  timeout: 300_000,
  expect: { timeout: 30_000 },
  // A trace would hold what is typed.
  use: { trace: 'off', screenshot: 'off', video: 'off', actionTimeout: 30_000 },
  reporter: 'list',
})
