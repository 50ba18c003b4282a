import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { expect, type Page } from '@playwright/test'

const root = join(import.meta.dirname, '../..')

/** What somebody who hears the screen is told, in its order: roles, names and states, by the rules of ARIA as Playwright reads them. */
export async function whatIsHeard(page: Page): Promise<string> {
  const above = page.locator('[role=dialog], [role=alertdialog], [role=menu]')
  if (await above.count() > 0) return above.last().ariaSnapshot()
  const parts = await page.locator('main, .keyboard').all()
  const heard = (await Promise.all(parts.map((part) => part.ariaSnapshot()))).join('\n')
  // Two are told a moment later, and may be there by now or not yet: the rules once typing pauses, and above a heading what was just done.
  return heard.replace(/- status: [^\n]* Strength: [^\n]*/g, '- status').replace(/(- form [^\n]*\n +- status): [^\n]*/g, '$1')
}

/**
 * Compares with what was read and found good. A change is seen in the review of `heard/NAME.yaml`.
 * @param heard by the state's name
 */
export async function isAsReviewed(name: string, heard: Readonly<Record<string, string>>): Promise<void> {
  const first = new Map<string, string>()
  const now = Object.entries(heard).map(([state, tree]) => {
    const same = first.get(tree)
    first.set(tree, same ?? state)
    return same === undefined ? `${state}:\n${tree.replace(/^/gm, '  ')}\n` : `${state}: as ${same}\n`
  }).join('\n')
  const reviewed = join(import.meta.dirname, 'heard', `${name}.yaml`)
  const written = join(root, 'out/gallery/heard', `${name}.yaml`)
  await mkdir(dirname(written), { recursive: true })
  await writeFile(written, now)
  const before = await readFile(reviewed, 'utf8').catch(() => '')
  expect(now, `What is heard has changed: read the difference, and if it is meant, cp ${relative(root, written)} ${relative(root, reviewed)}`).toBe(before)
}
