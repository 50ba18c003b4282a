import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'

/** WCAG 2.2 up to level AA, as far as a machine can judge. @returns a sentence for each violation */
export async function whatAxeFinds(page: Page): Promise<string[]> {
  // Its half a megabyte is put in once: that takes longer than a run.
  const isThere = await page.evaluate(() => 'axe' in window)
  // Legacy: what axe does else it does in a second page, which an Electron has no way to open.
  const builder = new AxeBuilder({ page, ...(isThere && { axeSource: ';' }) }).setLegacyMode(true)
  // While a list is open below its field the library hides the rest from readers, and Tab closes the list before it gets there.
  const listIsOpen = await page.evaluate(() => document.querySelector('input[aria-expanded=true]') !== null)
  const { violations } = await builder.options({ resultTypes: ['violations'] }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .disableRules(listIsOpen ? ['aria-hidden-focus'] : []).analyze()
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary = '' }) =>
    `${id}: ${target.join(' ')}: ${failureSummary.replace(/\s+/g, ' ')}`))
}
