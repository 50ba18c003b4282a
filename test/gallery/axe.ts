import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'

/** WCAG 2.2 up to level AA, as far as a machine can judge. @returns a sentence for each violation */
export async function whatAxeFinds(page: Page): Promise<string[]> {
  // Put in once, by its own builder: half a megabyte. Legacy: what it does else it does in a second page, which an Electron has no way to open.
  if (!await page.evaluate(() => 'axe' in window)) await new AxeBuilder({ page }).setLegacyMode(true).analyze()
  return await page.evaluate(violations)
}

/** Runs in the page: the builder would bring everything out of it that was found right, which takes as long again. */
async function violations(): Promise<string[]> {
  // While a list is open below its field the library hides the rest from readers, and Tab closes the list before it gets there.
  const listIsOpen = document.querySelector('input[aria-expanded=true]') !== null
  const found = await window.axe.run(document, {
    resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
    ...(listIsOpen && { rules: { 'aria-hidden-focus': { enabled: false } } }),
  })
  return found.violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary = '' }) =>
    `${id}: ${target.join(' ')}: ${failureSummary.replace(/\s+/g, ' ')}`))
}

type Found = { violations: { id: string; nodes: { target: unknown[]; failureSummary?: string }[] }[] }

declare global {
  // eslint-disable-next-line @typescript-eslint/consistent-type-definitions -- added to
  interface Window { axe: { run: (page: Document, options: object) => Promise<Found> } }
}
