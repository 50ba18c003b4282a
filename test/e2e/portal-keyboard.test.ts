import type { Locator, Page } from '@playwright/test'
import { whatTheKeyboardMisses } from '../gallery/keyboard.ts'
import { arrive, type MessageId, words } from '../world/person.ts'
import { arriveAt, expect, portalWords, test } from './portal.ts'

// Nobody touches a mouse, and nothing is focused by the test.

test('[F-18 F-25] at a desk, with the keyboard alone, somebody sets a new password: the focus begins at the question, shows, and reaches everything', async ({ portal }) => {
  const { domain } = portal.machine
  const { dorothy } = domain.people
  await domain.reset('dorothy')
  // As on a screen of 1280 by 1024 at 200 %.
  const page = await portal.blankTab({ viewport: { width: 640, height: 512 }, deviceScaleFactor: 2, reducedMotion: 'reduce' })
  await page.addInitScript(onASlowLine)
  await page.goto(portal.address)
  const { keyboard } = page
  const account = page.getByLabel(words('identify.account'), { exact: true })
  await expect(account).toBeFocused()
  // The rest of the page arrives, and what had the focus keeps it.
  const language = page.getByRole('button', { name: words('frame.language', { language: 'English' }), exact: true })
  await tabTo(page, language)
  await page.evaluate(() => dispatchEvent(new Event('the-rest-arrives')))
  await expect(language).toHaveAttribute('data-rac')
  await expect(language).toBeFocused()

  await tabTo(page, account)
  await keyboard.press('Enter')
  await expect(page.getByRole('alert')).toHaveText(words('identify.empty'))
  await expect(account).toBeFocused()

  await tabTo(page, account)
  await keyboard.type(dorothy.account)
  await keyboard.press('Enter')
  await arrive(page, 'code.title')
  const code = page.getByLabel(words('code.label'), { exact: true })
  await expect(code).toBeFocused()
  expect(await whatTheKeyboardMisses(page)).toEqual([])
  expect(await saidAloud(page)).toEqual(['polite', 'polite', 'polite'])
  await expect(page.getByRole('main').getByRole('status')).toContainText([words('code.delivery.email.on-its-way')])

  // The dialog takes the focus, keeps it, and gives it back to what opened it.
  const help = page.getByRole('button', { name: words('frame.help'), exact: true })
  await tabTo(page, help)
  await keyboard.press('Enter')
  await expect(page.getByRole('dialog', { name: words('help.title') }).getByRole('button', { name: words('help.close') })).toBeFocused()
  await keyboard.press('Escape')
  await expect(help).toBeFocused()
  await tabTo(page, code)
  await keyboard.type(await portal.codeFor(dorothy))

  await arrive(page, 'choice.title')
  // The one that helps: her password is too old, which no unlock cures.
  await expect(page.getByRole('radio', { name: words('choice.set-password'), exact: true })).toBeFocused()
  await tabTo(page, page.getByRole('button', { name: words('choice.go.set-password'), exact: true }))
  await keyboard.press('Space')

  await arrive(page, 'password.title')
  const [first, second] = ['password.new', 'password.again'].map((id) => page.getByLabel(words(id as MessageId), { exact: true }))
  if (!first || !second) throw new Error('unreachable')
  await expect(first).toBeFocused()
  const password = portal.secret('Velvet-otters-beside-3-streams')
  await keyboard.type(password)
  await keyboard.press('Enter')
  await expect(second).toBeFocused()
  await expect(page.getByRole('alert')).toHaveCount(0)
  await keyboard.type(password)
  await expect(page.getByRole('main').getByRole('status')).toContainText([words('password.heard', { missing: 0, rules: '', strength: words('password.strength.strong') })])
  expect(await whatTheKeyboardMisses(page)).toEqual([])
  await tabTo(page, second)
  await keyboard.press('Enter')
  await arrive(page, 'done.title.set-password')
  await expect(page.getByRole('button', { name: portalWords('leave'), exact: true })).toBeFocused()
  expect(await domain.kinit('dorothy', password)).toEqual({ answer: 'ok' })
  await keyboard.press('Escape')
  await arrive(page, 'identify.title')
  await expect(account).toBeFocused()

  await page.evaluate(() => dispatchEvent(new Event('the-rest-arrives')))

  // What went wrong has the focus on what to do about it.
  await page.context().setOffline(true)
  await keyboard.type('ada')
  await keyboard.press('Enter')
  await arriveAt(page, 'problem.no-network.title')
  await expect(page.getByRole('button', { name: words('try-again'), exact: true })).toBeFocused()
  await page.context().setOffline(false)
})

/** Runs in the page, before anything of ours: what is not needed for the first screen is loaded when the test says so. */
function onASlowLine(): void {
  const atOnce = window.requestIdleCallback.bind(window)
  let arrived = false
  addEventListener('the-rest-arrives', () => { arrived = true })
  window.requestIdleCallback = (call, options) => {
    if (arrived) return atOnce(call, options)
    addEventListener('the-rest-arrives', () => atOnce(call, options))
    return 0
  }
}

/** Presses Tab until that has the focus. */
async function tabTo(page: Page, there: Locator): Promise<void> {
  for (let presses = 0; presses < 12; presses++) {
    if (await there.evaluate((one) => one === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error('Tab does not lead there')
}

/** How urgently each live region of the page is said, as the browser tells a screen reader. */
async function saidAloud(page: Page): Promise<unknown[]> {
  const devtools = await page.context().newCDPSession(page)
  const { nodes } = await devtools.send('Accessibility.getFullAXTree')
  await devtools.detach()
  return nodes.flatMap(({ ignored, properties = [] }) => (ignored ? [] : properties.filter(({ name }) => name === 'live').map(({ value }): unknown => value.value))).filter((how) => how !== 'off')
}
