import type { Page } from '@playwright/test'

/**
 * Walks a screen with the Tab key.
 * @returns a sentence for each thing that cannot be reached, does not show that it is reached, or is out of sight then
 */
export async function whatTheKeyboardMisses(page: Page): Promise<string[]> {
  const all = await page.evaluate(markTabStops)
  const missing = new Map(all.map((name, index) => [index, name]))
  const found: string[] = []
  // Twice around at most: where the walk begins depends on whether the screen took the focus back meanwhile.
  for (let press = 0; press <= 2 * (all.length + 1) && missing.size > 0; press++) {
    await page.keyboard.press('Tab')
    const at = await page.evaluate(lookAtFocus)
    missing.delete(at.index)
    found.push(...at.wrong)
  }
  return [...new Set([...found, ...Array.from(missing.values(), (name) => `${name} is not reached`)])]
}

/** Numbers what Tab should reach in the topmost layer, and notes how it looks without the focus. Runs in the page. */
function markTabStops(): string[] {
  const above = document.querySelector('[role=dialog], [role=alertdialog], [role=menu]')
  const stops = [...(above ?? document).querySelectorAll<HTMLElement>('button, input, a[href], [tabindex="0"]')].filter((one) => {
    const isRadio = one instanceof HTMLInputElement && one.type === 'radio'
    // Of radio buttons Tab reaches the one that is picked; arrows go on from there.
    return one.checkVisibility() && !one.matches(':disabled') && one.tabIndex >= 0 && (!isRadio || one.checked)
  })
  if (document.activeElement instanceof HTMLElement && stops.length > 1) document.activeElement.blur()
  return stops.map((one, index) => {
    one.dataset['stop'] = String(index)
    // A menu's first item looks focused while the focus is still on its way from the menu.
    const isFocused = document.activeElement !== document.body && document.activeElement?.contains(one)
    const around = isFocused ? [] : [one, one.parentElement, one.parentElement?.parentElement].filter((part) => part instanceof Element)
    one.dataset['unfocused'] = around.map((part) => getComputedStyle(part).boxShadow).join('; ')
    return one.getAttribute('aria-label') ?? (one.textContent || one.getAttribute('name')) ?? one.tagName
  })
}

/** Runs in the page. @returns which stop has the focus, and what is wrong with how it shows that */
function lookAtFocus(): { index: number; wrong: string[] } {
  const one = document.activeElement
  if (!(one instanceof HTMLElement) || one === document.body) return { index: -1, wrong: [] }
  const index = Number(one.dataset['stop'] ?? -1)
  const name = one.getAttribute('aria-label') ?? (one.textContent || one.getAttribute('name')) ?? one.tagName
  if (index < 0) return { index, wrong: [`${name} has the focus and is no stop`] }

  const around = [one, one.parentElement, one.parentElement?.parentElement].filter((part) => part instanceof Element)
  const before = (one.dataset['unfocused'] ?? '').split('; ')
  const shows = around.some((part, at) => {
    const { boxShadow, outlineStyle, outlineWidth } = getComputedStyle(part)
    return (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2) || boxShadow !== (before[at] || 'none')
  })
  const { left, top, width, height } = one.getBoundingClientRect()
  const hit = document.elementFromPoint(left + width / 2, top + height / 2)
  const inSight = hit !== null && (one.contains(hit) || hit.contains(one))
  return { index, wrong: [...(shows ? [] : [`${name} does not show the focus`]), ...(inSight ? [] : [`${name} is out of sight with the focus`])] }
}
