import { expect } from '@playwright/test'
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
