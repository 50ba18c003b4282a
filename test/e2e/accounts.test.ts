import { arrive, choose, complaint, enterCode, identify, setPassword, typePassword, words } from '../world/person.ts'
import { expect, test } from './gatehouse.ts'
import { toTheChoice } from './steps.ts'

test('[S-17] an administrator meets what everybody meets, and learns only behind the gate that this is not for them', async ({ run }) => {
  const { domain, page } = run
  const { frances } = domain.people
  await domain.reset('frances')
  await identify(await page(), frances.account)
  await arrive(await page(), 'code.title')
  await enterCode(await page(), await run.codeFor(frances))
  await arrive(await page(), 'choice.closed.protected.title')
  expect(await domain.state('frances')).toMatchObject({ locked: true })
})

test('[F-20 S-04] a name in the new password is seen while typing; one that many people have is refused with its reason, and another is taken', async ({ run }) => {
  const { domain, page } = run
  const { grace } = domain.people
  await domain.reset('grace')
  await toTheChoice(run, grace)
  await choose(await page(), 'set-password')
  const rule = (await page()).getByRole('listitem').filter({ hasText: words('password.rule.names') })
  await typePassword(await page(), run.secret('C0nt0so-otters-42'))
  await expect(rule).toContainText(words('password.rule.unmet'))
  await typePassword(await page(), run.secret('Seven-otters-and-42-pans'))
  await expect(rule).toContainText(words('password.rule.met'))

  await setPassword(await page(), run.secret('Dragon-1234567'))
  await expect(complaint(await page())).toHaveText(words('password.refused.common'))
  expect(await domain.kinit('grace', grace.password)).toEqual({ answer: 'ok' })

  const password = run.secret('Seven-otters-and-43-pans')
  await setPassword(await page(), password)
  await arrive(await page(), 'done.title.set-password')
  expect(await domain.kinit('grace', password)).toEqual({ answer: 'ok' })
})
