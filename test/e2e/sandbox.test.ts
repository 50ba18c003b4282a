import { processesWith, statusOf } from '../world/processes.ts'
import { expect, test } from './gatehouse.ts'
import { toTheCode } from './steps.ts'

test('the client runs as an ordinary user, its page in the sandbox, and nobody has switched that off', async ({ run }) => {
  await toTheCode(run, run.domain.people.grace)
  const page = await run.client.rendererPid()
  expect(statusOf(page, 'Seccomp')).toBe('2')
  expect(statusOf(page, 'NoNewPrivs')).toBe('1')
  expect(await run.client.app.evaluate(({ app }) => app.commandLine.hasSwitch('no-sandbox'))).toBe(false)

  // The program itself has another title, and no environment left to be known by: Chromium writes over both.
  const all = [run.client.app.process().pid ?? 0, ...processesWith(run.client.home)]
  expect(all).toContain(page)
  for (const pid of all) expect(statusOf(pid, 'Uid'), `user of process ${pid}`).not.toMatch(/\b0\b/)
})
