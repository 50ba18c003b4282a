import { processesWith, statusOf } from '../world/processes.ts'
import { expect, test } from './gatehouse.ts'
import { toTheCode } from './steps.ts'

test('the client runs as an ordinary user, its page in the sandbox, and nobody has switched that off', async ({ run }) => {
  await toTheCode(run, run.domain.people.grace)
  const page = await run.client.rendererPid()
  expect(statusOf(page, 'Seccomp')).toBe('2')
  expect(statusOf(page, 'NoNewPrivs')).toBe('1')
  expect(await run.client.app.evaluate(({ app }) => app.commandLine.hasSwitch('no-sandbox'))).toBe(false)

  const all = processesWith(run.client.home)
  expect(all).toEqual(expect.arrayContaining([page, run.client.app.process().pid]))
  for (const pid of all) expect(statusOf(pid, 'Uid'), `user of process ${pid}`).not.toMatch(/\b0\b/)
})
