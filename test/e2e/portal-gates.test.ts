import { arrive, identify, press, words } from '../world/person.ts'
import { registerAnswers } from '../world/register-answers.ts'
import { expect, phones, test } from './portal.ts'
import { answers, fillQuestions, keysOn } from './steps.ts'

// A call and questions in a real browser; what can become of them otherwise is tried with the client: phone.test.ts, questions.test.ts.

test.use({ asks: {
  calls: true, store: 'PostgreSQL',
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
