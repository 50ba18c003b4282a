import { arrive, backToSignIn, cancel, choose, goBack, sayStillHere, typePassword, words } from '../world/person.ts'
import { expect, test } from './gatehouse.ts'
import type { Run } from './run.ts'
import { expectFreshPage, toTheChoice, toTheCode } from './steps.ts'

/** One way to go as far as a step and cancel there. */
const ways = {
  'on the first screen': async () => {},
  'at the code': async (run) => {
    await toTheCode(run, run.domain.people.ada)
    await run.codeFor(run.domain.people.ada)
    await cancel(await run.page())
    await arrive(await run.page(), 'ended.cancelled.title')
  },
  'at the choice': async (run) => {
    await toTheChoice(run, run.domain.people.ada)
    await cancel(await run.page())
    await arrive(await run.page(), 'ended.cancelled.title')
  },
  'at the new password': async (run) => {
    await toTheChoice(run, run.domain.people.ada)
    await choose(await run.page(), 'set-password')
    await arrive(await run.page(), 'password.title')
    await typePassword(await run.page(), run.secret('Typed-and-never-sent-77'))
    await goBack(await run.page())
    await arrive(await run.page(), 'choice.title')
    await cancel(await run.page())
    await arrive(await run.page(), 'ended.cancelled.title')
  },
} satisfies Record<string, (run: Run) => Promise<void>>

test('[S-04] whoever gives up, at whatever step, has changed nothing and leaves a fresh screen to the next', async ({ run }) => {
  const { ada } = run.domain.people
  await run.domain.reset('ada')
  const before = await run.domain.state('ada')
  expect(before).toMatchObject({ locked: true })

  for (const [where, goThere] of Object.entries(ways)) {
    await test.step(where, async () => {
      const renderer = await run.client.rendererPid()
      await goThere(run)
      await backToSignIn(await run.page())
      await expectFreshPage(run, renderer)
      expect(await run.domain.state('ada')).toEqual(before)
    })
  }
  expect(await run.domain.kinit('ada', ada.password)).toMatchObject({ reason: 'locked' })
})

test('[S-04] whoever stays away is asked, and when nobody answers everything of theirs goes', async ({ run }) => {
  const { domain, page, client } = run
  const { ada } = domain.people
  await domain.reset('ada')
  const renderer = await run.client.rendererPid()
  await toTheChoice(run, ada)
  const question = (await page()).getByRole('alertdialog', { name: words('idle.title') })

  await client.moveClock(151_000)
  await expect(question).toBeVisible()
  await sayStillHere(await page())
  await expect(question).toBeHidden()
  await arrive(await page(), 'choice.title')

  const gone = (await page()).waitForEvent('close')
  await client.moveClock(151_000)
  await expect(question).toBeVisible()
  await client.moveClock(30_000)
  await gone
  await expectFreshPage(run, renderer)
  await expect.poll(() => run.server.output().toString()).toContain('"operation":"cancel"')
  expect(await domain.state('ada')).toMatchObject({ locked: true })
})

test('somebody whose time is up on the server is told so, and that nothing was changed', async ({ run }) => {
  const { ada } = run.domain.people
  await run.domain.reset('ada')
  await toTheChoice(run, ada)
  await run.server.moveClock(181_000)
  await choose(await run.page(), 'unlock')
  await arrive(await run.page(), 'ended.expired.title')
  expect(await run.domain.state('ada')).toMatchObject({ locked: true })
})
