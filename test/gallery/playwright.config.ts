import { defineConfig } from '@playwright/test'

/** One Electron shows every state of the screens. */
export default defineConfig({
  testDir: '.',
  outputDir: '../../out/gallery-results',
  workers: 1,
  timeout: 120_000,
  projects: [{ name: 'gallery' }],
})
