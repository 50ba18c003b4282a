import type { Page } from '@playwright/test'
import french from '../../src-renderer/languages/fr.json' with { type: 'json' }
import german from '../../src-renderer/languages/de.json' with { type: 'json' }
import { expect, test } from './portal.ts'

const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name, exact: true })
const pick = async (page: Page, button: string, language: string) => {
  await page.getByRole('button', { name: button }).click()
  await page.getByRole('menuitemradio', { name: language, exact: true }).click()
}

test('[F-27 F-18] a browser in German is answered in German, the mail too; French is fetched when it is picked, and kept through a reload', async ({ portal }) => {
  const { ada } = portal.machine.domain.people
  const page = await portal.blankTab({ locale: 'de-AT' })
  const fetched: string[] = []
  page.on('response', (response) => { if (response.url().endsWith('.js')) void response.text().then((text) => fetched.push(text), () => {}) })
  const came = (words: string) => fetched.filter((text) => text.includes(`"${words}"`)).length
  await page.goto(portal.address)
  await heading(page, german['identify.title']).waitFor()
  await expect(page.locator('html')).toHaveAttribute('lang', 'de')
  await expect.poll(() => came(german['idle.title'])).toBe(1)

  await page.getByLabel(german['identify.account'], { exact: true }).fill(ada.account)
  await page.getByRole('button', { name: german.next, exact: true }).click()
  await heading(page, german['code.title']).waitFor()
  await portal.codeFor(ada)
  expect(portal.machine.smtp.messages().at(-1)?.subject).toContain('der Code, den Sie angefordert haben')

  expect(came(french['idle.title'])).toBe(0)
  await pick(page, 'Sprache', 'Français')
  await heading(page, french['code.title']).waitFor()
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('fr')
  await page.reload()
  await heading(page, french['code.title']).waitFor()
  await page.getByRole('button', { name: french.cancel, exact: true }).click()
  await heading(page, french['ended.cancelled.title']).waitFor()
})

test('[F-27 F-18] a language that does not come leaves the one that is spoken', async ({ portal }) => {
  const page = await portal.open({ locale: 'en-GB' })
  // What every screen needs is loaded right after the first is painted: it is the language alone that cannot come.
  await page.waitForLoadState('networkidle')
  await page.context().setOffline(true)
  await pick(page, 'Language', 'Français')
  await expect(page.getByRole('menu')).toHaveCount(0)
  await expect(heading(page, 'Problems logging in?')).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
})
