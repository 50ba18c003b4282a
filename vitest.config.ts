import { defineConfig } from 'vitest/config'

const everywhere = '{contract,client,groundwork,server,voice,src-main,preload,src-renderer,scripts,test}'
const elsewhere = ['**/node_modules/**', 'out/**', 'test/e2e/**']
// No limit says how fast something must be: on a machine that has much else to do all takes several times as long. It ends what hangs.
const expectations = { poll: { timeout: 30_000 } }
const soaking = process.env['GATEHOUSE_SOAK'] !== undefined

export default defineConfig({
  test: {
    // Two cores are what this must be pleasant on.
    maxWorkers: 2,
    projects: [
      {
        // All that a worker runs shares its modules: to load them anew for each file takes nearly twice as long as all tests together.
        test: {
          name: 'unit',
          isolate: false,
          include: [`${everywhere}/**/*.test.{ts,tsx}`],
          exclude: [...elsewhere, '**/*.{peer,packaged}.test.ts'],
          expect: expectations,
          testTimeout: soaking ? 3_600_000 : 60_000,
        },
      },
      {
        // Real servers, started by the tests themselves: they take seconds to come up and to go.
        test: {
          name: 'peers',
          include: [`${everywhere}/**/*.peer.test.ts`],
          exclude: elsewhere,
          expect: expectations,
          testTimeout: 180_000,
          hookTimeout: 600_000,
        },
      },
      {
        // The Windows side, built by mingw and run in wine, and its portable part built for this machine.
        test: {
          name: 'windows',
          include: ['{windows,deploy}/**/*.test.ts'],
          exclude: elsewhere,
          expect: expectations,
          testTimeout: soaking ? 3_600_000 : 600_000,
          hookTimeout: 600_000,
        },
      },
      {
        // The packaged client, driven from outside.
        test: {
          name: 'packaged',
          include: ['test/**/*.packaged.test.ts'],
          globalSetup: 'test/packaged/package-once.ts',
          expect: expectations,
          testTimeout: 180_000,
          hookTimeout: 600_000,
        },
      },
    ],
  },
})
