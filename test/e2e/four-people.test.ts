import { arrive, choose, enterCode, press, setPassword, words } from '../world/person.ts'
import { mailInstead, picture, placesOf, registers, stepUpByMail, unlock } from './four-people.ts'
import { expect, type Portal, test } from './portal.ts'
import { arriveThere, pressThere, said, signIn } from './register.ts'

// Four people on the worst and the best of their days, each from the first screen to the right end. GATEHOUSE_PICTURES shows what they see.

test.describe.configure({ mode: 'default' })
test.use({ asks: {
  proxies: ['127.0.0.1'],
  policy: {
    workflows: [
      { name: 'Outside', for: { entrances: ['portal-outside', 'workstation'] }, gates: ['sms-code', 'email-code', 'questions'], needed: 2 },
      { name: 'Inside', gates: ['sms-code', 'email-code'], needed: 1 },
    ],
    registration: { fromDirectory: false }, questions: { required: 3, asked: 3, correct: 3 }, smsCode: { secondsBetweenMessages: 0 },
  },
} })

const HOUR = 3_600_000
/** What was registered before counts from outside too; nobody waits for it. */
const aDayLater = async ({ later }: Pick<Portal, 'later'>) => later(25 * HOUR)

test('[F-17 F-18 S-16] a lost phone: from outside another two things set a new password, and the lost number is removed', async ({ portal }) => {
  const { inside, outside } = placesOf(portal)
  const { domain } = portal.machine
  const { grace } = domain.people
  await domain.reset('grace')
  const good = await inside.open()
  await signIn(good, grace.account, grace.password)
  await registers.number(good, '+49 1713920031', inside)
  await arriveThere(good, 'overview.title.missing', { count: 1 })
  await registers.mail(good, 'grace@hopper.example', inside)
  await arriveThere(good, 'enough.title')
  await pressThere(good, 'enough.see')
  const answers = await registers.questions(good, ['Kastanienallee', 'Bodensee', 'Oppenheimer'].map(portal.secret))
  await arriveThere(good, 'enough.title')
  await pressThere(good, 'enough.see')
  await arriveThere(good, 'overview.title.enough')
  await picture(good, 'lost-phone-registered')
  await good.context().close()
  await aDayLater(portal)

  const page = await outside.reset(grace.account)
  await arrive(page, 'code.title')
  await picture(page, 'lost-phone-code-goes-to-the-lost-phone')
  await mailInstead(page)
  await picture(page, 'lost-phone-code-by-mail')
  await enterCode(page, await outside.mailCode('grace@hopper.example'))
  await arrive(page, 'questions.title')
  for (const [question, answer] of answers) await page.getByLabel(question, { exact: true }).fill(answer)
  await picture(page, 'lost-phone-questions')
  await press(page, 'next')
  await arrive(page, 'choice.title')
  await picture(page, 'lost-phone-choice')
  await choose(page, 'set-password')
  const password = portal.secret('Walrus-Lantern-Orbit-73')
  await setPassword(page, password)
  await arrive(page, 'done.title.set-password')
  await picture(page, 'lost-phone-done')
  expect(await domain.kinit('grace', password)).toEqual({ answer: 'ok' })

  const again = await outside.open()
  await stepUpByMail(again, { ...grace, password }, 'grace@hopper.example', outside)
  await arriveThere(again, 'overview.title.enough')
  await picture(again, 'lost-phone-overview')
  await again.getByRole('button', { name: said('item.remove-which', { shown: '+49 1713920031' }), exact: true }).click()
  await arriveThere(again, 'remove.title')
  await picture(again, 'lost-phone-remove')
  await pressThere(again, 'remove.go')
  await expect(again.getByText(said('said.removed')).and(again.locator(':not([role="status"])'))).toBeVisible()
  await expect(again.getByText('+49 1713920031')).toHaveCount(0)
  await picture(again, 'lost-phone-removed')
})

test('[S-16 F-17] a new phone: put in after a code to what was there before, told everywhere; it counts inside at once and from outside a day later', async ({ portal }) => {
  const { inside, outside } = placesOf(portal)
  const { domain, twilio } = portal.machine
  const { ada } = domain.people
  await unlock(domain, 'ada')
  const good = await inside.open()
  await signIn(good, ada.account, ada.password)
  await registers.number(good, '+49 1713920032', inside)
  await arriveThere(good, 'overview.title.missing', { count: 1 })
  await registers.mail(good, 'ada@lovelace.example', inside)
  await arriveThere(good, 'enough.title')
  await picture(good, 'new-phone-registered-long-ago')
  await good.context().close()
  await aDayLater(portal)

  const page = await inside.open()
  await picture(page, 'new-phone-sign-in')
  await signIn(page, ada.account, ada.password)
  await arriveThere(page, 'step-up.title')
  await picture(page, 'new-phone-step-up')
  await page.getByRole('radio', { name: said('step-up.way.email'), exact: true }).check()
  await pressThere(page, 'step-up.go')
  await arrive(page, 'code.title')
  await picture(page, 'new-phone-step-up-code')
  await enterCode(page, await inside.mailCode('ada@lovelace.example'))
  await arriveThere(page, 'overview.title.enough')
  await page.getByRole('button', { name: said('item.remove-which', { shown: '+49 1713920032' }), exact: true }).click()
  await pressThere(page, 'remove.go')
  await arriveThere(page, 'overview.title.missing', { count: 1 })
  await picture(page, 'new-phone-old-one-removed')
  const before = twilio.messages().at(-1)
  await registers.number(page, '+49 1713920033', inside)
  await arriveThere(page, 'enough.title')
  await picture(page, 'new-phone-registered')
  await pressThere(page, 'enough.see')
  await picture(page, 'new-phone-counts-outside-tomorrow')
  expect(await inside.notice('ada@lovelace.example')).toContain('https://')
  // The number that she had until now hears of it too.
  expect((await twilio.next({ to: '+491713920032', after: before })).text).not.toMatch(/\d{8}/u)
  await page.context().close()

  await domain.lock('ada')
  const atWork = await inside.reset(ada.account)
  await arrive(atWork, 'code.title')
  await enterCode(atWork, await inside.smsCode('+491713920033'))
  await arrive(atWork, 'choice.title')
  await picture(atWork, 'new-phone-inside-choice')
  await choose(atWork, 'unlock')
  await arrive(atWork, 'done.title.unlock')
  expect(await domain.kinit('ada', ada.password)).toEqual({ answer: 'ok' })
  await atWork.context().close()

  const sent = twilio.messages().length
  const tooSoon = await outside.reset(ada.account)
  await arrive(tooSoon, 'code.title')
  await picture(tooSoon, 'new-phone-outside-too-soon')
  await mailInstead(tooSoon)
  await enterCode(tooSoon, await outside.mailCode('ada@lovelace.example'))
  // One thing is proved, and no second is to be had from here until tomorrow.
  await arrive(tooSoon, 'questions.title')
  await expect(tooSoon.locator('.lead')).toHaveText(words('questions.missing-last'))
  await picture(tooSoon, 'new-phone-outside-no-second-thing')
  expect(twilio.messages()).toHaveLength(sent)
  await tooSoon.context().close()

  await aDayLater(portal)
  const later = await outside.reset(ada.account)
  await arrive(later, 'code.title')
  await enterCode(later, await outside.smsCode('+491713920033'))
  await expect(later.getByText(words('steps', { needed: 2, step: 2 }))).toBeVisible()
  await enterCode(later, await outside.mailCode('ada@lovelace.example'))
  await arrive(later, 'choice.title')
})

test('[F-17 F-18] travelling: two things from outside where one is enough inside, both registered and rested, and the account is unlocked', async ({ portal }) => {
  const { inside, outside } = placesOf(portal)
  const { domain } = portal.machine
  const { zoe } = domain.people
  await unlock(domain, 'zoe')
  const good = await inside.open()
  await signIn(good, zoe.account, zoe.password)
  await registers.number(good, '+49 1713920034', inside)
  await arriveThere(good, 'overview.title.missing', { count: 1 })
  await picture(good, 'travelling-registered-half')
  await registers.mail(good, 'zoe@reise.example', inside)
  await arriveThere(good, 'enough.title')
  await picture(good, 'travelling-registered')
  await good.context().close()
  await aDayLater(portal)
  await domain.lock('zoe')

  const page = await outside.reset(zoe.account)
  await arrive(page, 'code.title')
  await expect(page.getByText(words('steps', { needed: 2, step: 1 }))).toBeVisible()
  await picture(page, 'travelling-first-code')
  await enterCode(page, await outside.smsCode('+491713920034'))
  await expect(page.getByText(words('steps', { needed: 2, step: 2 }))).toBeVisible()
  await picture(page, 'travelling-second-code')
  await enterCode(page, await outside.mailCode('zoe@reise.example'))
  await arrive(page, 'choice.title')
  await picture(page, 'travelling-choice')
  await choose(page, 'unlock')
  await arrive(page, 'done.title.unlock')
  await picture(page, 'travelling-done')
  expect(await domain.kinit('zoe', zoe.password)).toEqual({ answer: 'ok' })
})

test('[S-10 F-17 F-18] never registered: the same screen as everybody, and the helpdesk with a case; inside they register, and get back in with it', async ({ portal }) => {
  const { inside, outside } = placesOf(portal)
  const { domain } = portal.machine
  const { hedy } = domain.people
  const seen = async (account: string) => {
    const page = await outside.reset(account)
    await arrive(page, 'code.title')
    const text = await page.locator('body').ariaSnapshot()
    return { page, text: text.replaceAll(/\b[0-9A-Z]{4}-[0-9A-Z]{4}\b/gu, 'CASE') }
  }
  const everybody = await seen(domain.people.grace.account)
  const { page, text } = await seen(hedy.account)
  expect(text).toBe(everybody.text)
  expect(text).toContain('CASE')
  await picture(page, 'never-registered-same-screen')
  await page.getByRole('button', { name: words('help.title') }).first().click()
  await page.getByRole('dialog').waitFor()
  await picture(page, 'never-registered-help')
  await page.context().close()

  // The helpdesk lets her in this once.
  await unlock(domain, 'hedy')
  const first = await inside.open()
  await signIn(first, hedy.account, hedy.password)
  await arriveThere(first, 'overview.title.nothing')
  await picture(first, 'never-registered-nothing-yet')
  await pressThere(first, 'overview.go.number')
  await arriveThere(first, 'number.title')
  await picture(first, 'never-registered-number')
  await press(first, 'back')
  await registers.number(first, '+49 1713920035', inside)
  await arriveThere(first, 'overview.title.missing', { count: 1 })
  await picture(first, 'never-registered-one-more')
  await registers.mail(first, 'hedy@lamarr.example', inside)
  await arriveThere(first, 'enough.title')
  await picture(first, 'never-registered-enough')
  await pressThere(first, 'overview.sign-out')
  await arriveThere(first, 'out.title.left')
  await picture(first, 'never-registered-signed-out')

  await domain.lock('hedy')
  const back = await inside.reset(hedy.account)
  await arrive(back, 'code.title')
  await picture(back, 'never-registered-code')
  await enterCode(back, await inside.smsCode('+491713920035'))
  await arrive(back, 'choice.title')
  await choose(back, 'unlock')
  await arrive(back, 'done.title.unlock')
  await picture(back, 'never-registered-done')
  expect(await domain.kinit('hedy', hedy.password)).toEqual({ answer: 'ok' })
})
