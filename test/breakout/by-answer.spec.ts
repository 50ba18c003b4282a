import { expect, type Page } from '@playwright/test'
import { openGatehouse } from './gatehouse.ts'
import { company } from './server.ts'
import { stagedBy } from './stage.ts'
import { answerWays, saidBy } from './ways/answers.ts'

const test = stagedBy(openGatehouse)

for (const way of answerWays) {
  test(`[S-01 F-28] ${way.way}`, async ({ staged }) => {
    const { kiosk, watch, canaries: { bait } } = staged
    const said = way.text(bait)
    const page = await kiosk.page()
    const elements = await strange(page)

    const answers = saidBy(said)
    kiosk.server.says('about', answers.about)
    kiosk.server.says('begin', answers.begin)
    await page.reload()
    const shown = way.shown ?? said.slice(0, 200)
    await expect(page.locator('body')).toContainText(shown)
    await reachable(page)
    expect(await page.evaluate(() => document.body.innerText)).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/)

    await page.getByRole('textbox').fill('ada')
    await page.getByRole('textbox').press('Enter')
    await expect(page.getByRole('heading', { level: 1 })).not.toHaveText('Problems logging in?')
    await expect(page.locator('main')).toContainText(shown)
    await reachable(page)
    expect(await page.evaluate(() => document.body.innerText)).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/)
    expect(await strange(page), 'elements that are not ours').toEqual(elements)

    expect(kiosk.server.askedForMore()).toEqual(['POST /v1/recoveries'])
    expect(await watch.whatRemains()).toEqual([])
    kiosk.server.says('about', { body: company })
    await page.reload()
    expect(await watch.whatGotOut()).toEqual([])
  })
}

/** Elements that load, run or lead somewhere, and what a script would have left. */
const strange = (page: Page): Promise<string[]> => page.evaluate(() =>
  [...[...document.querySelectorAll('img, iframe, object, embed, a, script, style, link, form[action], base')].map((element) => element.outerHTML), Reflect.has(window, 'out') ? 'a script ran' : '']
    .filter((found) => found !== '').sort())

/** Everything that can be pressed lies within the width of the screen, and can be scrolled to. */
async function reachable(page: Page): Promise<void> {
  for (const button of await page.getByRole('button').all()) {
    await button.scrollIntoViewIfNeeded()
    await expect(button).toBeInViewport({ ratio: 0.9 })
  }
}
