import { defineConfig } from 'vitest/config'

const everywhere = '{contract,client,groundwork,server,voice,src-main,preload,src-renderer,scripts,test}'
const elsewhere = ['**/node_modules/**', 'out/**', 'test/e2e/**']
const soaking = process.env['GATEHOUSE_SOAK'] !== undefined

export default defineConfig({
  test: {
    // Two cores are what this must be pleasant on.
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: 'unit',
          include: [`${everywhere}/**/*.test.{ts,tsx}`],
          exclude: [...elsewhere, '**/*.{peer,packaged}.test.ts'],
          testTimeout: soaking ? 3_600_000 : 10_000,
        },
      },
      {
        // Real servers, started by the tests themselves: they take seconds to come up and to go.
        test: {
          name: 'peers',
          include: [`${everywhere}/**/*.peer.test.ts`],
          exclude: elsewhere,
          testTimeout: 60_000,
          hookTimeout: 180_000,
        },
      },
      {
        // The Windows side, built by mingw and run in wine, and its portable part built for this machine.
        test: {
          name: 'windows',
          include: ['{windows,deploy}/**/*.test.ts'],
          exclude: elsewhere,
          testTimeout: soaking ? 3_600_000 : 120_000,
          hookTimeout: 180_000,
        },
      },
      {
        // The packaged client, driven from outside.
        test: {
          name: 'packaged',
          include: ['test/**/*.packaged.test.ts'],
          globalSetup: 'test/packaged/package-once.ts',
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
