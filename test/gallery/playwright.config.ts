import { defineConfig } from '@playwright/test'

/** One Electron shows every state of the screens. */
export default defineConfig({
  testDir: '.',
  testMatch: '**/*.spec.ts',
  outputDir: '../../out/gallery-results',
  workers: 1,
  // A walk goes through a few hundred states, beside whatever else the machine does.
  timeout: 300_000,
  projects: [{ name: 'gallery' }],
})
