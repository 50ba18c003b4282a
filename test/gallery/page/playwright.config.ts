import { defineConfig } from '@playwright/test'

/** Takes the pictures for docs/gallery: `npm run gallery`. No test, and no part of `npm test`. */
export default defineConfig({ testDir: '.', testMatch: '*.take.ts', outputDir: '../../../out/gallery-pictures', workers: 1, timeout: 600_000, reporter: 'line' })
