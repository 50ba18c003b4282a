import { defineConfig } from '@playwright/test'

/** Attacks on two kiosks, each on a display of its own: one has a hand in front of it, the other somebody inside its page. */
export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  outputDir: '../../out/breakout-results',
  globalSetup: './build-once.ts',
  workers: 2,
  retries: 0,
  timeout: 180_000,
  use: { trace: 'off', screenshot: 'off', video: 'off' },
  reporter: 'list',
})
