import { expect } from '@playwright/test'
import { ranAgainst } from '../peers/journal.ts'
import { type Gallery, test } from './gallery.ts'

// What is told to somebody who hears the screen, without their going there: what, how urgently, and how often (WCAG 2.2, 4.1.3).

test.beforeAll(({ gallery }) => ranAgainst(import.meta.url, `Electron ${gallery.electronVersion}`))

/** Shows a state and begins to note what is announced on it. @returns what was, as "role: words" */
async function listen({ page, show }: Gallery, state: string): Promise<() => Promise<string[]>> {
  await show('choice')
  await show(state)
  await page.evaluate(noteAnnouncements)
  return () => page.evaluate(() => (document.documentElement.dataset['announced'] ?? '').split('\n').filter((line) => line !== ''))
}

test('[F-25] an error is told at once, once, and belongs to its field', async ({ gallery }) => {
  const told = await listen(gallery, 'identify')
  await gallery.page.getByRole('textbox').fill('')
  await gallery.page.keyboard.press('Enter')
  await expect.poll(told).toEqual(['alert: Type the name that you sign in with.'])
  await expect(gallery.page.getByRole('textbox')).toHaveAccessibleDescription('Type the name that you sign in with.')
  await expect(gallery.page.getByRole('textbox')).toBeFocused()
})

test('[F-25] the rules of a password are told once typing pauses, not at each key', async ({ gallery }) => {
  const told = await listen(gallery, 'new-password')
  await gallery.page.keyboard.type('heron lamp', { delay: 20 })
  await expect.poll(told).toEqual(['status: 2 rules are not met yet: 12 characters or more and Three of: A–Z, a–z, 0–9, symbols. Strength: fair.'])
  await gallery.page.keyboard.type(' 42 B', { delay: 20 })
  await expect.poll(told).toEqual([expect.anything(), 'status: Every rule that can be checked now is met. Strength: strong.'])
})

test('[F-25] Caps Lock is told when a key tells of it, and not at the next key again', async ({ gallery }) => {
  const told = await listen(gallery, 'new-password')
  await gallery.page.evaluate(() => ['A', 'B'].forEach((key) =>
    document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, modifierCapsLock: true, bubbles: true }))))
  await expect.poll(told).toEqual(['status: Caps Lock is on.'])
})

test('[F-25] a code that was sent again is told, and the field has the focus for it', async ({ gallery }) => {
  const told = await listen(gallery, 'code-over')
  await gallery.page.getByRole('button', { name: 'Send again' }).press('Enter')
  await expect.poll(told).toEqual(['status: A code is on its way once more. Type the one from the newest message.'])
  await expect(gallery.page.getByRole('textbox')).toBeFocused()
})

test('[F-25] how a call fares is told as it goes on; wrong keys interrupt, and are told once', async ({ gallery }) => {
  const told = await listen(gallery, 'phone')
  const all: string[] = []
  for (const next of ['status: Your phone is ringing.', 'status: You have answered. Listen, then key in the digits.', 'alert: That was not right. You have 2 tries left.', 'status: You can hang up and go on.']) {
    await gallery.page.evaluate(() => dispatchEvent(new Event('gallery:next')))
    all.push(next)
    await expect.poll(told).toEqual(all)
  }
})

test('[F-25] the warning before the end takes the focus and says how long there is; its seconds are not read out one by one', async ({ gallery }) => {
  const told = await listen(gallery, 'idle')
  const warning = gallery.page.getByRole('alertdialog', { name: 'Are you still there?' })
  await expect(warning).toHaveAccessibleDescription(/closes in 27 seconds/)
  await expect(warning.getByRole('button', { name: 'I’m still here' })).toBeFocused()
  await expect(warning.locator('[aria-live], [role=status], [role=alert]')).toHaveCount(0)
  expect(await told()).toEqual([])
})

test('[F-25] whether there is a network stands in the one place that tells of it by itself', async ({ gallery }) => {
  await gallery.show('identify-lost')
  await expect(gallery.page.getByRole('status').filter({ hasText: 'Not connected' })).toHaveCount(1)
})

/** Runs in the page. */
function noteAnnouncements(): void {
  const { dataset } = document.documentElement
  const mine = String(performance.now())
  dataset['announced'] = ''
  dataset['noter'] = mine
  const lastOf = new Map<Element, string>()
  const regions = () => [...document.querySelectorAll('[role=alert], [role=status], [aria-live=polite], [aria-live=assertive]')]
  for (const region of regions()) lastOf.set(region, region.textContent)
  const noter = new MutationObserver(() => {
    // Another test notes now.
    if (dataset['noter'] !== mine) {
      noter.disconnect()
      return
    }
    for (const region of regions()) {
      const text = region.textContent.trim()
      if (text !== '' && text !== lastOf.get(region)) dataset['announced'] = `${dataset['announced'] ?? ''}${region.getAttribute('role') ?? 'status'}: ${text}\n`
      lastOf.set(region, text)
    }
  })
  noter.observe(document.body, { childList: true, characterData: true, subtree: true })
}
