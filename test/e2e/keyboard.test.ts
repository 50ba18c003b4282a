import type { Person } from '../peers/samba/people.ts'
import { arrive, backToSignIn, choose, type MessageId, words } from '../world/person.ts'
import { expect, test } from './gatehouse.ts'
import type { Run } from './run.ts'

// With a keyboard nobody touches the mouse, and nothing is focused by the test: what has the focus is where a person's fingers are.

test('[F-25] an unlock with the keyboard alone', async ({ run }) => {
  const { domain, page } = run
  const { ada } = domain.people
  await domain.reset('ada')
  await toTheChoice(run, ada)

  await expect((await page()).getByRole('radio', { name: words('choice.unlock'), exact: true })).toBeFocused()
  await keys(run, 'Enter')
  await arrive(await page(), 'done.title.unlock')
  expect(await domain.kinit('ada', ada.password)).toEqual({ answer: 'ok' })

  const gone = (await page()).waitForEvent('close')
  await keys(run, 'Enter').catch(() => {}) // the page goes away under the finger
  await gone
  await arrive(await page(), 'identify.title')
})

test('[F-25] a new password with the keyboard alone, and a way back from it', async ({ run }) => {
  const { domain, page, secret } = run
  const { zoe } = domain.people
  await domain.reset('zoe')
  await toTheChoice(run, zoe)

  await keys(run, 'ArrowDown', 'Enter')
  await arrive(await page(), 'password.title')
  await keys(run, 'Escape')
  await arrive(await page(), 'choice.title')
  await keys(run, 'ArrowDown', 'Tab', 'Space')
  await arrive(await page(), 'password.title')

  const password = secret('Otter-beside-3-streams')
  await type(run, password)
  await tabTo(run, 'password.again')
  await type(run, password)
  await keys(run, 'Enter')
  await arrive(await page(), 'done.title.set-password')
  expect(await domain.kinit('zoe', password)).toEqual({ answer: 'ok' })
})

test('[F-26] an unlock by the keyboard on the screen; the next person finds it closed', async ({ run }) => {
  const { domain, page } = run
  const { ada } = domain.people
  await domain.reset('ada')
  await arrive(await page(), 'identify.title')
  const opener = (await page()).getByRole('button', { name: words('keyboard.name'), exact: true })
  await opener.click()
  await touch(run, ...Array.from(ada.account).flatMap((letter) => (/[A-Z]/u.test(letter) ? [words('keyboard.shift'), letter] : letter)), words('keyboard.enter'))
  await arrive(await page(), 'code.title')
  await touch(run, ...Array.from(await run.codeFor(ada)))
  await arrive(await page(), 'choice.title')
  await choose(await page(), 'unlock')
  await arrive(await page(), 'done.title.unlock')
  await expect(opener).toHaveAttribute('aria-expanded', 'true')
  await backToSignIn(await page())

  await arrive(await page(), 'identify.title')
  await expect((await page()).getByRole('button', { name: words('keyboard.name'), exact: true })).toHaveAttribute('aria-expanded', 'false')
  await expect((await page()).locator('.keyboard')).toHaveCount(0)
})

/** Keys of the keyboard on the screen, by what stands on them. */
async function touch({ page }: Run, ...names: string[]): Promise<void> {
  const keyboard = (await page()).getByRole('region', { name: words('keyboard.name') })
  for (const name of names) await keyboard.getByRole('button', { name, exact: true }).click()
}

async function toTheChoice(run: Run, person: Person): Promise<void> {
  await arrive(await run.page(), 'identify.title')
  await type(run, person.account)
  await keys(run, 'Enter')
  await arrive(await run.page(), 'code.title')
  await type(run, await run.codeFor(person))
  await arrive(await run.page(), 'choice.title')
}

async function keys({ page }: Run, ...names: string[]): Promise<void> {
  for (const name of names) await (await page()).keyboard.press(name)
}

const type = async ({ page }: Run, text: string) => (await page()).keyboard.type(text)

/** Presses Tab until the field with that label has the focus. */
async function tabTo(run: Run, label: MessageId): Promise<void> {
  const field = (await run.page()).getByLabel(words(label), { exact: true })
  for (let presses = 0; presses < 10; presses++) {
    if (await field.evaluate((one) => one === document.activeElement)) return
    await keys(run, 'Tab')
  }
  throw new Error(`${words(label)} is not reached with Tab`)
}
