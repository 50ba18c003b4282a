import type { CDPSession, Page } from '@playwright/test'

/**
 * Walks a screen with the Tab key.
 * @returns a sentence for each thing that cannot be reached, does not show that it is reached, or is out of sight then
 */
export async function whatTheKeyboardMisses(page: Page): Promise<string[]> {
  const all = await page.evaluate(markTabStops)
  await page.evaluate(lookAtEachStop)
  const devtools = await page.context().newCDPSession(page)
  const missing = new Map(all.map((name, index) => [index, name]))
  const found: string[] = []
  // Twice around at most: where the walk begins depends on whether the screen took the focus back meanwhile.
  for (let round = 1; round <= 2 && missing.size > 0; round++) {
    await pressTab(devtools, all.length + 1)
    for (const { index, wrong } of await page.evaluate(() => window.walked.splice(0))) {
      missing.delete(index)
      found.push(...wrong)
    }
  }
  await devtools.detach()
  return [...new Set([...found, ...Array.from(missing.values(), (name) => `${name} is not reached`)])]
}

/** As fast as the page takes it: Playwright's own waits for each of its halves. */
async function pressTab(devtools: CDPSession, times: number): Promise<void> {
  const press = (['rawKeyDown', 'keyUp'] as const).map((type) => ({ type, key: 'Tab', code: 'Tab', windowsVirtualKeyCode: 9 }))
  await Promise.all(Array.from({ length: times }, () => press).flat().map((half) => devtools.send('Input.dispatchKeyEvent', half)))
}

type Stop = { index: number; wrong: string[] }

declare global {
  // eslint-disable-next-line @typescript-eslint/consistent-type-definitions -- added to
  interface Window { /** Where each Tab led, from the first on that nobody has asked for. */ walked: Stop[] }
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

/** Notes in `walked` which stop has the focus once Tab is let go, and what is wrong with how it shows that. Runs in the page. */
function lookAtEachStop(): void {
  if (!('walked' in window)) addEventListener('keyup', () => window.walked.push(lookAtFocus()), { capture: true })
  window.walked = []

  function lookAtFocus(): Stop {
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
}
