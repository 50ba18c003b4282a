import { readFileSync } from 'node:fs'
import { expect, type Page } from '@playwright/test'
import * as v from 'valibot'
import { parse } from 'yaml'
import type { Person } from '../peers/samba/people.ts'
import { arrive, enterCode, identify, words } from '../world/person.ts'
import { isRunning } from '../world/processes.ts'
import type { Run } from './run.ts'

/** From the first screen to the code. */
export async function toTheCode({ page }: Run, { account }: Pick<Person, 'account'>): Promise<void> {
  await arrive(await page(), 'identify.title')
  await identify(await page(), account)
  await arrive(await page(), 'code.title')
}

/** From the first screen through the gate, with the code that came by mail. */
export async function toTheChoice(run: Run, person: Person): Promise<void> {
  await toTheCode(run, person)
  await enterCode(await run.page(), await run.codeFor(person))
  await arrive(await run.page(), 'choice.title')
}

/** A code of as many digits that is another one. Nobody's business either. */
export const wrongCode = ({ secret }: Run, code: string): string =>
  secret(code.replace(/\d/g, (digit) => String((Number(digit) + 1) % 10)))

/** Another process draws the first screen, empty, and the one before has ended. */
export async function expectFreshPage(run: Run, before: number): Promise<void> {
  const page = await run.page()
  await arrive(page, 'identify.title')
  await expect(page.getByLabel(words('identify.account'), { exact: true })).toHaveValue('')
  expect(await run.client.rendererPid()).not.toBe(before)
  await expect.poll(() => isRunning(before)).toBe(false)
}

/** What somebody registers, by the questions that come with Gatehouse. */
export const answers = new Map([['first-film', 'Metropolisfilm'], ['cuddly-toy', 'Bärentatze'], ['first-boss', 'Babbageboss'], ['friends-street', 'Lindenallee'], ['learned-swimming', 'Kyotofluss']])

const Shipped = v.object({ questions: v.array(v.object({ id: v.string(), text: v.record(v.string(), v.string()) })) })
const { questions } = v.parse(Shipped, parse(readFileSync(new URL('../../server/policy/questions.yaml', import.meta.url), 'utf8')))

/** What she registered to the questions on the screen, in their order. */
export async function fillQuestions(page: Page, change: (answer: string) => string = (answer) => answer): Promise<void> {
  for (const { id, text } of questions) {
    const field = page.getByLabel(text['en'] ?? id, { exact: true })
    if (await field.count() === 1) await field.fill(change(answers.get(id) ?? id))
  }
}

/** What is to be keyed, as the person reads it off the screen. */
export async function keysOn(page: Page): Promise<string> {
  const text = await page.locator('.call-keys [aria-hidden]').textContent()
  return text?.replace('#', '').trim() ?? ''
}
