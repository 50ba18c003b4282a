import { expect, test } from 'vitest'
import { runPart } from './run-part.ts'

/** Runs a line of JavaScript as a part of its own, and gives what was printed as well. */
async function run(javascript: string) {
  let printed = ''
  const { outcome } = await runPart({ name: 'planted', command: ['-e', javascript] }, { write: (text) => { printed += text }, end: () => {} })
  return { outcome, printed }
}

test('a part that ends well has passed, and what it said was printed under its heading', async () => {
  const { outcome, printed } = await run('console.log("hello"); console.error("there")')
  expect(outcome).toMatchObject({ passed: 1, failed: 0 })
  expect(printed).toMatch(/^\n── planted ─+\n(hello\nthere|there\nhello)\n── planted +ok/)
})

test('a part that does not end well has failed', async () => {
  expect((await run('process.exit(3)')).outcome).toMatchObject({ passed: 0, failed: 1 })
  expect((await run('process.kill(process.pid, "SIGKILL")')).outcome).toMatchObject({ passed: 0, failed: 1 })
})

test('a part that cannot judge here is skipped, for the reason in its last line', async () => {
  const { outcome } = await run('console.log("looking around"); console.log("needs root"); process.exitCode = 77')
  expect(outcome).toEqual({ passed: 0, failed: 0, skipped: [{ where: 'planted', why: 'needs root' }], failures: [] })
})
