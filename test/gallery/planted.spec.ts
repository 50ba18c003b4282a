import { expect } from '@playwright/test'
import { whatAxeFinds } from './axe.ts'
import { paint } from './every-state.ts'
import { test } from './gallery.ts'
import { whatTheKeyboardMisses } from './keyboard.ts'
import { whatIsCutOff, whatIsTooSmall, whatIsUnsaid } from './layout.ts'
import { spaceText } from './text-spacing.ts'
import { whatIsUnmet } from './unmet.ts'

const clipping = { overflow: 'hidden', 'inline-size': '40px', 'white-space': 'nowrap' }

// A check that finds nothing may be one that cannot: what each is there for is planted, on the screen it must be found on.
test.beforeEach(async ({ gallery }) => {
  // Whatever the test before has left: one window is everybody's.
  await gallery.resize({ width: 1280, height: 800 })
  await gallery.page.reload()
  await gallery.show('choice')
})

test('a button without a name is found', async ({ gallery }) => {
  await gallery.page.evaluate(() => document.querySelector('main')?.append(document.createElement('button')))
  expect(await whatAxeFinds(gallery.page)).toEqual([expect.stringContaining('button-name')])
})

test('words too faint to read are found', async ({ gallery }) => {
  await gallery.page.evaluate(restyle, { selector: 'h1', styles: { color: '#333' } })
  expect(await whatAxeFinds(gallery.page)).toEqual([expect.stringContaining('color-contrast')])
})

test.describe('words that cannot be read are found:', () => {
  for (const [how, styles, found] of [
    ['clipped', clipping, 'is clipped'],
    ['spilling out', { 'white-space': 'nowrap', 'font-size': '40px' }, 'spills out'],
    ['above the page', { position: 'fixed', top: '-50px' }, 'does not scroll to'],
    ['beside the page', { position: 'fixed', left: '-50px' }, 'sideways'],
    ['under something', { 'margin-block-end': '-30px' }, 'is covered'],
  ] as const) {
    test(how, async ({ gallery }) => {
      await gallery.page.evaluate(restyle, { selector: 'h1', styles })
      expect(await gallery.page.evaluate(whatIsCutOff)).toContainEqual(expect.stringContaining(found))
    })
  }
})

test('a page that scrolls sideways is found', async ({ gallery }) => {
  await gallery.page.evaluate(restyle, { selector: 'main', styles: { 'inline-size': '3000px' } })
  expect(await gallery.page.evaluate(whatIsCutOff)).toContainEqual(expect.stringContaining('scrolls sideways'))
})

test('a target that is too small is found', async ({ gallery }) => {
  await gallery.page.evaluate(restyle, { selector: '.button', styles: { 'min-block-size': '0', 'block-size': '23px' } })
  expect(await gallery.page.evaluate(whatIsTooSmall)).toHaveLength(1)
})

test('a second heading, and a language that is not the one asked for, are found', async ({ gallery }) => {
  await gallery.page.evaluate(() => document.querySelector('main')?.append(document.createElement('h1')))
  expect(await gallery.page.evaluate(whatIsUnsaid, { tag: 'de', direction: 'ltr' } as const)).toHaveLength(2)
})

for (const [how, painted] of [['', true], [', where nothing is painted too', false]] as const) {
  test(`a button that Tab does not reach, one that does not show the focus, and words that are clipped are found${how}`, async ({ gallery }) => {
    await gallery.page.evaluate(paint, painted)
    await gallery.page.evaluate(() => document.querySelector('footer')?.setAttribute('inert', ''))
    await gallery.page.evaluate(restyle, { selector: '.button.main', styles: { outline: 'none' } })
    expect(await whatTheKeyboardMisses(gallery.page)).toEqual([
      'Unlock does not show the focus', ...['On-screen keyboard', 'Language: English', 'Contrast', 'Get help'].map((name) => `${name} is not reached`),
    ])
    await gallery.page.evaluate(restyle, { selector: 'h1', styles: clipping })
    expect(await gallery.page.evaluate(whatIsCutOff)).toContainEqual(expect.stringContaining('is clipped'))
    await gallery.page.evaluate(paint, true)
  })
}

test('words that have no room for wider spacing are found', async ({ gallery }) => {
  // As wide as its words are now.
  const width = await gallery.page.evaluate(() => document.querySelector('.steps > span:last-child')?.getBoundingClientRect().width ?? 0)
  await gallery.page.evaluate(restyle, { selector: '.steps > span:last-child', styles: { 'inline-size': `${width}px`, 'white-space': 'nowrap', 'overflow-x': 'clip' } })
  expect(await gallery.page.evaluate(whatIsCutOff)).toEqual([])
  await gallery.page.evaluate(spaceText, true)
  expect(await gallery.page.evaluate(whatIsCutOff)).toContainEqual(expect.stringContaining('is clipped'))
  await gallery.page.evaluate(spaceText, false)
})

test('a field that does not say what belongs in it or takes no paste, an error without words, something that moves and a row in another order are found', async ({ gallery }) => {
  await gallery.show('questions-wrong')
  await gallery.page.evaluate(() => {
    const [field] = document.querySelectorAll('main input')
    field?.removeAttribute('autocomplete')
    field?.setAttribute('aria-invalid', 'true')
    field?.addEventListener('paste', (event) => event.preventDefault())
    document.querySelector('h1')?.animate([{ opacity: 0 }, { opacity: 1 }], 60_000)
  })
  expect((await gallery.page.evaluate(whatIsUnmet, ['Get help'])).map((one) => /\([\d.]+\)$/.exec(one)?.[0])).toEqual(['(1.3.5)', '(3.3.1)', '(3.3.8)', '(2.3.3)', '(3.2.6)'])
})

test('a page that breaks its content policy is heard', async ({ gallery }) => {
  await gallery.page.evaluate(() => document.querySelector('h1')?.setAttribute('style', 'color: red'))
  expect(gallery.complaints()).toEqual([expect.stringContaining('Content Security Policy')])
})

test('an error of the page is heard', async ({ gallery }) => {
  await gallery.page.evaluate(() => setTimeout(() => { throw new Error('planted') }))
  await expect.poll(() => gallery.complaints()).toEqual(['planted'])
})

/** Runs in the page: through its object model, which the content policy does not forbid. */
function restyle({ selector, styles }: { selector: string; styles: Record<string, string> }): void {
  const { style } = document.querySelector<HTMLElement>(selector) ?? document.body
  for (const [name, value] of Object.entries(styles)) style.setProperty(name, value)
}
