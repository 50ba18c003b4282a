import type { Page } from '@playwright/test'
import { arrive, complaint, enterCode, press, words } from '../world/person.ts'
import { registerAnswers } from '../world/register-answers.ts'
import { expect, test } from './gatehouse.ts'
import type { Run } from './run.ts'
import { answers, fillQuestions, toTheCode } from './steps.ts'

test.use({
  store: 'PostgreSQL',
  policy: { workflows: [{ name: 'Both', gates: ['email-code', 'questions', 'sms-code'], needed: 2 }] },
})

/** Past the code by mail, with her answers registered or not. */
async function atQuestions(run: Run, registered: boolean): Promise<Page> {
  const { grace } = run.domain.people
  await run.domain.lock('grace')
  for (const answer of answers.values()) run.secret(answer)
  await toTheCode(run, grace)
  if (registered) await registerAnswers({ database: run.own.database, folder: run.own.folder, answers })
  await enterCode(await run.page(), await run.codeFor(grace))
  await arrive(await run.page(), 'questions.title')
  return run.page()
}

test('[F-06 S-04 S-19] answers that were registered, however they are typed, open the way behind another gate; none is left anywhere', async ({ run }) => {
  const page = await atQuestions(run, true)
  await fillQuestions(page, () => 'Nonsense')
  await press(page, 'next')
  await expect(complaint(page)).toHaveText(words('questions.error.answers-wrong', { tries: 2 }))
  expect(await page.getByRole('textbox').first().inputValue()).toBe('')
  let left = 2
  await fillQuestions(page, (answer) => (left-- > 0 ? '' : answer))
  await press(page, 'next')
  await expect(complaint(page), 'one may be left out, and no more').toHaveText(words('questions.empty'))
  left = 1
  await fillQuestions(page, (answer) => (left-- > 0 ? '' : ` ${answer.toUpperCase()} `))
  await press(page, 'next')
  await arrive(page, 'choice.title')
})

test('[F-06 F-14] who has registered too few learns it behind the first gate, and finds another way', async ({ run }) => {
  const page = await atQuestions(run, false)
  await expect(page.locator('.lead')).toHaveText(words('questions.missing'))
  await press(page, 'ways.other')
  await press(page, 'next')
  await arrive(page, 'code.title')
})
