import { arrive, choose, complaint, enterCode, identify, words } from '../world/person.ts'
import { expect, test } from './gatehouse.ts'
import { wrongCode } from './steps.ts'

test.use({ policy: { workflows: [{ name: 'Both', gates: ['email-code', 'sms-code'], needed: 2 }] } })

test('[F-07 S-04 S-19] a code by mail and one by SMS are two proofs; neither code nor number is left anywhere', async ({ run }) => {
  const { domain, page } = run
  const { grace } = domain.people
  await domain.reset('grace')
  await arrive(await page(), 'identify.title')
  await identify(await page(), grace.account)
  await arrive(await page(), 'code.title')
  await enterCode(await page(), await run.codeFor(grace))

  await expect((await page()).getByText(words('code.lead.sms', { digits: 8, minutes: 5 }))).toBeVisible()
  await expect((await page()).getByText(words('code.delivery.sms.on-its-way'))).toBeVisible()
  const code = await run.smsCodeFor(grace)
  await enterCode(await page(), wrongCode(run, code))
  await expect(complaint(await page())).toHaveText(words('code.error.code-wrong', { tries: 2 }))
  await enterCode(await page(), code)
  await arrive(await page(), 'choice.title')
  await choose(await page(), 'set-password')
  await arrive(await page(), 'password.title')
  // No digit of the number is on any screen before the gates are passed (S-10), nor after.
  await expect((await page()).locator('body')).not.toContainText('3920012')
})
