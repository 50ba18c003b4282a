import { arrive, backToSignIn, choose, connection, setPassword, words } from '../world/person.ts'
import { expect, test } from './gatehouse.ts'
import { toTheChoice } from './steps.ts'

test.describe('a laptop that does not reach a domain controller', () => {
  test.use({ place: 'away' })

  test('is told so before the choice, and at the end which password it takes', async ({ run }) => {
    const { domain, page } = run
    await domain.reset('grace')
    await toTheChoice(run, domain.people.grace)
    await expect((await page()).getByText(words('choice.away'))).toBeVisible()
    await expect(connection(await page())).toHaveText(words('frame.connection.reached'))
    await choose(await page(), 'set-password')
    await arrive(await page(), 'password.title')
    await setPassword(await page(), run.secret('Otter-basket-and-63-gates'))
    await arrive(await page(), 'done.title.set-password')
    await expect((await page()).getByText(words('done.away.set-password'))).toBeVisible()
    await backToSignIn(await page())
  })
})

test.describe('a workstation that reaches one', () => {
  test.use({ place: 'inside' })

  test('says that it is in the company network', async ({ run }) => {
    const { domain, page } = run
    await domain.reset('ada')
    await arrive(await page(), 'identify.title')
    await expect(connection(await page())).toHaveText(words('frame.connection.inside'))
    await toTheChoice(run, domain.people.ada)
    await expect((await page()).getByText(words('choice.away'))).toBeHidden()
    await choose(await page(), 'unlock')
    await arrive(await page(), 'done.title.unlock')
    await backToSignIn(await page())
  })
})
