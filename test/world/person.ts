import type { Choice } from '@gatehouse/contract'
import type { Locator, Page } from '@playwright/test'
import { IntlMessageFormat } from 'intl-messageformat'
import english from '../../src-renderer/languages/en.json' with { type: 'json' }

/**
 * What a person can see and do in front of the client, by the words on the screen. Each waits for what it needs, as a person
 * would, and for nothing after it: say `arrive` to wait for the next screen. After a recovery the page is another one: take it
 * anew from the client.
 */

export type MessageId = keyof typeof english
type Values = Readonly<Record<string, string | number>>

/** The text as the screen shows it in English. */
export const words = (id: MessageId, values: Values = {}): string =>
  String(new IntlMessageFormat(english[id], 'en').format<string>({ ...values, b: (inside) => inside.join('') }))

/** The one question on the screen, or what happened. */
export const heading = (page: Page): Locator => page.getByRole('heading', { level: 1 })

/** Waits until the screen with this heading is there. */
export const arrive = (page: Page, title: MessageId, values?: Values): Promise<void> =>
  page.getByRole('heading', { level: 1, name: words(title, values), exact: true }).waitFor()

/** What the screen says is wrong. */
export const complaint = (page: Page): Locator => page.getByRole('alert')

/** The corner's word on the network: Connected, Not connected. */
export const connection = (page: Page): Locator => page.getByRole('contentinfo').getByRole('status')

const button = (page: Page, name: MessageId): Locator => page.getByRole('button', { name: words(name), exact: true })
const field = (page: Page, label: MessageId): Locator => page.getByLabel(words(label), { exact: true })

/** Presses the button with these words. */
export const press = (page: Page, name: MessageId): Promise<void> => button(page, name).click()

/** Says who they are, from the first screen on. */
export async function identify(page: Page, name: string): Promise<void> {
  await field(page, 'identify.account').fill(name)
  await press(page, 'next')
}

/** Types a code; the last digit sends it. */
export const enterCode = (page: Page, code: string): Promise<void> => field(page, 'code.label').fill(code)

/** Asks for a new code, once the screen allows it. */
export const sendAgain = (page: Page): Promise<void> => press(page, 'code.again')

/** Picks a way back in and goes on with it. */
export async function choose(page: Page, choice: Choice): Promise<void> {
  await page.getByRole('radio', { name: words(`choice.${choice}`), exact: true }).check()
  await press(page, `choice.go.${choice}`)
}

/** Types a new password and goes no further. */
export const typePassword = (page: Page, password: string): Promise<void> => field(page, 'password.new').fill(password)

/** Types a new password, twice unless told otherwise, and sets it. */
export async function setPassword(page: Page, password: string, again = password): Promise<void> {
  await typePassword(page, password)
  await field(page, 'password.again').fill(again)
  await press(page, 'password.set')
}

/** From any last screen: the window is replaced by a fresh one, or gone in the kiosk. */
export async function backToSignIn(page: Page): Promise<void> {
  const gone = page.waitForEvent('close')
  // The page goes away under the finger: that it is gone is the answer, whatever became of the click.
  await press(page, 'leave').catch((error: unknown) => {
    if (!page.isClosed()) throw error
  })
  await gone
}

/** Gives up, on the screens before the new password. */
export const cancel = (page: Page): Promise<void> => press(page, 'cancel')

/** From the new password back to the choice. */
export const goBack = (page: Page): Promise<void> => press(page, 'back')

/** Answers the idle warning, with the keyboard: a pointer is a sign of life as soon as it moves, and the question has gone. */
export const sayStillHere = (page: Page): Promise<void> => button(page, 'idle.stay').press('Enter')
