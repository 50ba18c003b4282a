import { arrive, backToSignIn, cancel, complaint, enterCode, press, sendAgain, words } from '../world/person.ts'
import { expect, test } from './gatehouse.ts'
import { toTheCode, wrongCode } from './steps.ts'

test.use({ policy: { emailCode: { minutes: 1, secondsBetweenMessages: 0 } } })

test('[F-07] a wrong code is named as wrong, with the tries that are left, and the right one still works', async ({ run }) => {
  const { page } = run
  const { grace } = run.domain.people
  await toTheCode(run, grace)
  const code = await run.codeFor(grace)
  await enterCode(await page(), wrongCode(run, code))
  await expect(complaint(await page())).toHaveText(words('code.error.code-wrong', { tries: 2 }))
  await enterCode(await page(), code)
  await arrive(await page(), 'choice.title')
})

test('[S-11 S-13] three wrong codes end the recovery, and its code opens no other', async ({ run }) => {
  const { page } = run
  const { grace } = run.domain.people
  await toTheCode(run, grace)
  const code = await run.codeFor(grace)
  for (const tries of [2, 1]) {
    await enterCode(await page(), wrongCode(run, code))
    await expect(complaint(await page())).toHaveText(words('code.error.code-wrong', { tries }))
  }
  await enterCode(await page(), wrongCode(run, code))
  await arrive(await page(), 'ended.too-many-tries.title')

  await press(await page(), 'start-again')
  await toTheCode(run, grace)
  await enterCode(await page(), code)
  await expect(complaint(await page())).toHaveText(words('code.error.code-wrong', { tries: 2 }))
})

test('[S-13] a code that was used is refused the second time: in its own recovery and in the next', async ({ run }) => {
  const { page } = run
  const { grace } = run.domain.people
  await toTheCode(run, grace)
  const code = await run.codeFor(grace)
  const before = await (await page()).evaluate(() => window.gatehouse.read({}))
  const stepToken = before.ok ? before.value.stepToken : ''
  await enterCode(await page(), code)
  await arrive(await page(), 'choice.title')

  const again = await (await page()).evaluate((answer) => window.gatehouse.answer(answer), { stepToken, answer: code })
  expect(again).toMatchObject({ ok: true, value: { step: { kind: 'choice' }, gates: { passed: 1 } } })
  await expect.poll(() => run.client.log()).toContain('code="step-used"')

  await cancel(await page())
  await arrive(await page(), 'ended.cancelled.title')
  await backToSignIn(await page())
  await toTheCode(run, grace)
  await enterCode(await page(), code)
  await expect(complaint(await page())).toHaveText(words('code.error.code-wrong', { tries: 2 }))
})

test('a code that is too old is named as too old, and a new one is sent that works', async ({ run }) => {
  const { page, server } = run
  const { grace } = run.domain.people
  await toTheCode(run, grace)
  const old = await run.codeFor(grace)
  await server.moveClock(61_000)
  await enterCode(await page(), old)
  await expect(complaint(await page())).toHaveText(words('code.lead-over'))

  await sendAgain(await page())
  await expect((await page()).getByText(words('code.sent-again'))).toBeVisible()
  await enterCode(await page(), await run.codeFor(grace))
  await arrive(await page(), 'choice.title')
})

test('a new code takes the place of the one before', async ({ run }) => {
  const { page } = run
  const { grace } = run.domain.people
  await toTheCode(run, grace)
  const first = await run.codeFor(grace)
  await sendAgain(await page())
  const second = await run.codeFor(grace)
  await enterCode(await page(), first)
  await expect(complaint(await page())).toHaveText(words('code.error.code-wrong', { tries: 2 }))
  await enterCode(await page(), second)
  await arrive(await page(), 'choice.title')
})
