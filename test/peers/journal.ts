import { appendFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * Says what the tests of a file run against, for `docs/proof.md`: a test of a real peer that proves a claim must.
 * For example `beforeAll(() => ranAgainst(import.meta.url, 'Samba 4.17.12'))`, once for each peer, in vitest and Playwright.
 * @param testFile `import.meta.url` of the test
 * @param peer its name and version
 */
export function ranAgainst(testFile: string, peer: string): void {
  // Without a plan somebody runs a file by hand, and nobody will read the journal.
  const plan = process.env['GATEHOUSE_PLAN']
  if (plan === undefined) return
  const file = relative(root, testFile.startsWith('file:') ? fileURLToPath(testFile) : testFile)
  appendFileSync(join(root, 'out/results', plan, 'peers.jsonl'), `${JSON.stringify({ file, peer })}\n`)
}

const root = join(import.meta.dirname, '../..')
