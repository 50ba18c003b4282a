import type { Page } from '@playwright/test'
import { expectLook } from '../world/look.ts'
import { arrive, choose, enterCode, identify, type MessageId, typePassword, words } from '../world/person.ts'
import { expect, phones, portalWords, test } from './portal.ts'

test('[F-15 F-18 F-03 S-21] on a phone somebody who is locked out is unlocked, in the look of the company and with the keyboards that a phone has', async ({ portal }) => {
  const { domain } = portal.machine
  const { ada } = domain.people
  await domain.reset('ada')
  const page = await portal.open(phones.small)
  const account = page.getByLabel(words('identify.account'), { exact: true })
  await expect(account).toHaveAttribute('autocomplete', 'username')
  await expect(account).toHaveAttribute('autocapitalize', 'none')
  await expectLook(page)
  await fits(page)
  await abovetheKeyboard(page, 'next')
  await identify(page, ada.account)
  await arrive(page, 'code.title')
  const code = page.getByLabel(words('code.label'), { exact: true })
  await expect(code).toHaveAttribute('autocomplete', 'one-time-code')
  await expect(code).toHaveAttribute('inputmode', 'numeric')
  await fits(page)
  await abovetheKeyboard(page, 'next')
  // No script has the token, wherever it looks; the browser has it for this host alone.
  expect(await page.evaluate(() => [document.cookie, JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)])])).toEqual(['', '[[["gatehouse-recovery","open"]],[]]'])
  expect(await page.context().cookies()).toMatchObject([{ name: '__Host-gatehouse-recovery', httpOnly: true, secure: true, sameSite: 'Strict', path: '/', domain: 'localhost', expires: -1 }])

  await enterCode(page, await portal.codeFor(ada))
  await arrive(page, 'choice.title')
  await fits(page)
  await choose(page, 'unlock')
  await arrive(page, 'done.title.unlock')
  await fits(page)
  expect(await domain.kinit('ada', ada.password)).toEqual({ answer: 'ok' })

  await page.getByRole('button', { name: portalWords('leave'), exact: true }).click()
  await arrive(page, 'identify.title')
  await expect(account).toHaveValue('')
  expect(await page.context().cookies()).toEqual([])
  expect(await page.evaluate(() => localStorage.length)).toBe(0)
})

test('[F-18 F-04 F-05 F-25] with fingers on a usual phone somebody sets a new password; a reload, the back button and a second tab lose nothing on the way', async ({ portal }) => {
  const { domain } = portal.machine
  const { zoe } = domain.people
  await domain.reset('zoe')
  const page = await portal.open(phones.usual)
  await fits(page)
  await page.getByLabel(words('identify.account'), { exact: true }).fill(zoe.account)
  await tap(page, 'next')
  await arrive(page, 'code.title')
  await page.reload()
  await arrive(page, 'code.title')
  await expectLook(page)
  // The browser had it already, and asked whether it still is the last one.
  await expect.poll(() => portal.own.process.output().toString()).toContain('"operation":"branding","status":304')
  await fits(page)
  await enterCode(page, await portal.codeFor(zoe))
  await arrive(page, 'choice.title')

  const second = await page.context().newPage()
  await second.goto(portal.address)
  await arrive(second, 'choice.title')
  await second.getByRole('radio', { name: words('choice.set-password'), exact: true }).tap()
  await tap(second, 'choice.go.set-password')
  await arrive(second, 'password.title')
  // The first tab has not heard of it: what it asks for is over, and it is shown where the recovery is.
  await choose(page, 'unlock')
  await arrive(page, 'password.title')
  await second.close()

  await typePassword(page, portal.secret('Typed-and-left-behind-77'))
  await page.goto('about:blank')
  await page.goBack()
  await arrive(page, 'password.title')
  await expect(page.getByLabel(words('password.new'), { exact: true })).toHaveValue('')
  await expect(page.getByLabel(words('password.new'), { exact: true })).toHaveAttribute('autocomplete', 'new-password')
  await fits(page)
  const password = portal.secret('Otter-beside-3-streams')
  await typePassword(page, password)
  await page.getByLabel(words('password.again'), { exact: true }).fill(password)
  // Whole and in sight, without a finger's width of scrolling, on a screen that holds it all.
  await expect(page.getByRole('button', { name: words('password.set'), exact: true })).toBeInViewport({ ratio: 1 })
  await tap(page, 'password.set')
  await arrive(page, 'done.title.set-password')
  await fits(page)
  expect(await domain.kinit('zoe', password)).toEqual({ answer: 'ok' })
})

test('[F-18 S-21] a browser without JavaScript says what it needs, one without workers does the effort on the page', async ({ portal }) => {
  const address = new URL(portal.address)
  const plain = await portal.blankTab({ ...phones.usual, javaScriptEnabled: false })
  await plain.goto(address.origin)
  expect(plain.url()).toBe(portal.address)
  await expect(plain.locator('noscript p')).toBeVisible()

  const page = await portal.blankTab(phones.small)
  await page.addInitScript(() => Reflect.deleteProperty(window, 'Worker'))
  await page.goto(portal.address)
  await identify(page, 'nobody-of-that-name')
  await arrive(page, 'code.title')
})

const tap = (page: Page, name: MessageId): Promise<void> => page.getByRole('button', { name: words(name), exact: true }).tap()

/** Nothing scrolls sideways, and everything that can be pressed is as large as a finger wants it. */
async function fits(page: Page): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0)
  const small = await page.evaluate(() => [...document.querySelectorAll('button, .card, .field-box')]
    .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 43.5).map((one) => one.outerHTML.slice(0, 80)))
  expect(small).toEqual([])
}

/** With the keyboard of a small phone on the screen, field and main button are both in sight. */
async function abovetheKeyboard(page: Page, button: 'next'): Promise<void> {
  await page.setViewportSize({ width: 360, height: 340 })
  const both = [page.getByRole('textbox').first(), page.getByRole('button', { name: words(button), exact: true })]
  await both[0]?.scrollIntoViewIfNeeded()
  for (const one of both) await expect(one).toBeInViewport({ ratio: 0.9 })
  await page.setViewportSize(phones.small.viewport)
}

