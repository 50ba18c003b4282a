import type { Page } from '@playwright/test'
import { arrive, choose, enterCode, identify, press, words } from '../world/person.ts'
import { registerAnswers } from '../world/register-answers.ts'
import { placesOf, unlock } from './four-people.ts'
import { expect, phones, test } from './portal.ts'
import { arriveThere, pressThere, said, signIn } from './register.ts'
import { answers, fillQuestions, keysOn } from './steps.ts'

// A call and questions in a real browser; what can become of them otherwise is tried with the client: phone.test.ts, questions.test.ts.

test.use({ asks: {
  calls: true, store: 'PostgreSQL', proxies: ['127.0.0.1'],
  policy: { workflows: [{ name: 'Both', gates: ['phone-call', 'email-code', 'questions'], needed: 2 }], phoneCall: { secondsBetweenCalls: 0 } },
} })

test('[F-08 F-06 F-18] on a phone somebody is called and answers their questions; the screen follows by itself', async ({ portal }) => {
  const { grace } = portal.machine.domain.people
  const telephones = await portal.machine.telephones()
  for (const answer of answers.values()) portal.secret(answer)
  portal.secret('+491713920012')
  const opening = portal.open(phones.usual)
  telephones.phone('+491713920012', { picks: 'up', does: async () => `${await keysOn(await opening)}#` })
  const page = await opening
  await identify(page, grace.account)
  await arrive(page, 'call.title-confirmed')
  await registerAnswers({ database: portal.own.database, folder: portal.own.folder, answers })
  await press(page, 'next')
  // A code by mail comes next in the order; the questions stand behind it.
  await arrive(page, 'code.title')
  await press(page, 'ways.other')
  await press(page, 'next')
  await arrive(page, 'questions.title')
  await fillQuestions(page)
  await press(page, 'next')
  await arrive(page, 'choice.title')
})

test('[F-08 F-18] a browser that leaves in the middle of a call hangs it up', async ({ portal }) => {
  const { ada } = portal.machine.domain.people
  const telephones = await portal.machine.telephones()
  portal.secret('+491713920011')
  telephones.phone('+491713920011', { picks: 'rings' })
  const page = await portal.open(phones.small)
  await identify(page, ada.account)
  await expect(page.getByText(words('call.progress.ringing'), { exact: true })).toBeVisible()
  await press(page, 'cancel')
  await arrive(page, 'ended.cancelled.title')
  await expect.poll(() => telephones.calls().at(-1)?.status).toBe('canceled')
})

test('[F-08 F-17 F-18 S-04] a landline is registered by a call, and its owner gets back in by it', async ({ portal }) => {
  const { inside } = placesOf(portal)
  const { domain } = portal.machine
  const { zoe } = domain.people
  const landline = portal.secret('+493023125017')
  const telephones = await portal.machine.telephones()
  const answering = (page: Promise<Page>) => telephones.phone(landline, { picks: 'up', does: async () => {
    // Who only hears the screen hears how the call fares, while it goes on.
    await expect((await page).getByRole('status').filter({ hasText: words('call.state.answered') })).toHaveCount(1)
    return `${await keysOn(await page)}#`
  } })
  await unlock(domain, 'zoe')
  const page = await inside.open()
  answering(Promise.resolve(page))
  await signIn(page, zoe.account, zoe.password)
  await page.getByRole('button', { name: said('overview.add.first-number'), exact: true }).click()
  await page.getByLabel(said('number.number'), { exact: true }).fill('+49 (30) 23125-017')
  await pressThere(page, 'number.go.sms')
  await expect(page.getByRole('alert')).toHaveText(said('refused.no-sms'))
  await page.getByRole('radio', { name: said('number.by.call'), exact: true }).check()
  await pressThere(page, 'number.go.call')
  // What was confirmed there goes on by itself here.
  await arriveThere(page, 'enough.title')
  await pressThere(page, 'enough.see')
  await expect(page.getByRole('listitem').filter({ hasText: '+49 3023125017' })).toContainText(said('item.ways.call'))
  await pressThere(page, 'overview.sign-out')
  await arriveThere(page, 'out.title.left')

  await domain.lock('zoe')
  const opening = inside.reset(zoe.account)
  answering(opening)
  const back = await opening
  await arrive(back, 'call.title-confirmed')
  await press(back, 'next')
  await arrive(back, 'code.title')
  await enterCode(back, await inside.mailCode(zoe.privateMail ?? ''))
  await arrive(back, 'choice.title')
  await choose(back, 'unlock')
  await arrive(back, 'done.title.unlock')
  expect(await domain.kinit('zoe', zoe.password)).toEqual({ answer: 'ok' })
})
