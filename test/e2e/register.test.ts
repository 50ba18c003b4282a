import { arrive, choose, enterCode, identify, words } from '../world/person.ts'
import { phones } from './portal.ts'
import { answerAll, arriveThere, expect, pressThere, said, signIn, test } from './register.ts'

test('[F-17 F-18] on a phone somebody registers a number, an address and answers in a minute, and gets back in with them', async ({ portal, register: { inside } }) => {
  const { domain } = portal.machine
  const { grace } = domain.people
  await domain.reset('grace')
  const page = await inside.open(phones.usual)
  await signIn(page, 'nobody-of-that-name', portal.secret('not-the-password-1'))
  await expect(page.getByRole('alert')).toHaveText(said('sign-in.refused'))
  await signIn(page, grace.account, grace.password)

  await arriveThere(page, 'overview.title.nothing')
  await pressThere(page, 'overview.go.number')
  await arriveThere(page, 'number.title')
  await page.getByRole('combobox', { name: said('number.country') }).fill('germ')
  await page.getByRole('option', { name: /Germany/u }).click()
  await page.getByLabel(said('number.number'), { exact: true }).fill('(0171) 392-0077')
  await expect(page.getByText('+49 1713920077')).toBeVisible()
  await pressThere(page, 'number.go.sms')
  await arrive(page, 'code.title')
  await enterCode(page, await inside.smsCode('+491713920077'))

  await arriveThere(page, 'overview.title.missing', { count: 2 })
  await pressThere(page, 'overview.go.mail')
  await page.getByLabel(said('mail.address'), { exact: true }).fill('grace@')
  await pressThere(page, 'mail.go')
  await expect(page.getByRole('alert')).toHaveText(said('refused.no-address'))
  await page.getByLabel(said('mail.address'), { exact: true }).fill('grace@hopper.example')
  await pressThere(page, 'mail.go')
  await arrive(page, 'code.title')
  await enterCode(page, await inside.mailCode('grace@hopper.example'))

  await arriveThere(page, 'overview.title.missing', { count: 1 })
  await pressThere(page, 'overview.go.questions')
  await answerAll(page, ['abc', 'Schwarzwald', 'Schwarzwald'])
  await expect(page.getByText(said('answers.why.same-as-another'))).toBeVisible()
  const answers = await answerAll(page, ['Kastanienallee', 'Bodensee', 'Oppenheimer'].map(portal.secret))
  await arriveThere(page, 'enough.title')
  await pressThere(page, 'overview.sign-out')
  await arriveThere(page, 'out.title.left')
  expect(await page.context().cookies()).toEqual([])

  await domain.lock('grace')
  await page.goto(`${inside.origin}/reset`)
  await identify(page, grace.account)
  await arrive(page, 'code.title')
  await enterCode(page, await inside.mailCode('grace@hopper.example'))
  await page.getByText('mobile number').waitFor()
  await enterCode(page, await inside.smsCode('+491713920077'))
  await arrive(page, 'questions.title')
  for (const [question, answer] of answers) await page.getByLabel(question, { exact: true }).fill(answer)
  await page.getByRole('button', { name: words('next'), exact: true }).click()
  await arrive(page, 'choice.title')
  await choose(page, 'unlock')
  await arrive(page, 'done.title.unlock')
  expect(await domain.kinit('grace', grace.password)).toEqual({ answer: 'ok' })
})

test('[S-16 F-17] from outside somebody with a new phone proves themselves by what the company knows, and hears that the new one counts there tomorrow; one press on the notice stops it', async ({ portal, register: { outside } }) => {
  const { domain } = portal.machine
  const { grace } = domain.people
  await domain.reset('grace')
  const page = await outside.open()
  await signIn(page, grace.account, grace.password)
  await arriveThere(page, 'step-up.title')
  await expect(page.getByText('grace@private.example')).toHaveCount(0)
  await page.getByRole('radio', { name: said('step-up.way.email'), exact: true }).check()
  await pressThere(page, 'step-up.go')
  await arrive(page, 'code.title')
  await enterCode(page, await outside.mailCode('grace@private.example'))
  await arriveThere(page, 'overview.title.enough')
  await page.getByRole('button', { name: said('overview.add.first-number'), exact: true }).click()
  await page.getByLabel(said('number.number'), { exact: true }).fill('+49 171 3920078')
  await pressThere(page, 'number.go.sms')
  await arrive(page, 'code.title')
  await enterCode(page, await outside.smsCode('+491713920078'))
  await arriveThere(page, 'enough.title')
  await pressThere(page, 'enough.see')
  const tomorrow = new Intl.DateTimeFormat('en', { weekday: 'long', day: 'numeric', month: 'long' }).format(Date.now() + 86_400_000)
  await expect(page.getByRole('listitem').filter({ hasText: '+49 1713920078' })).toContainText(tomorrow)

  const link = /https:\/\/\S+/u.exec(await outside.notice('grace@private.example'))?.[0] ?? ''
  const other = await portal.blankTab()
  await other.goto(link)
  await arriveThere(other, 'not-me.title')
  expect(other.url()).toBe(`${outside.origin}/register`)
  await pressThere(other, 'not-me.go')
  await arriveThere(other, 'not-me.done.title')
  await page.reload()
  await arriveThere(page, 'frozen.title')
})

test('[S-21] without JavaScript the page says what it needs', async ({ portal, register: { outside } }) => {
  const page = await portal.blankTab({ ...phones.small, javaScriptEnabled: false })
  await page.goto(`${outside.origin}/register`)
  await expect(page.locator('noscript p')).toBeVisible()
})
