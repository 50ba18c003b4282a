import { execFileSync } from 'node:child_process'
import { expect } from '@playwright/test'
import { recognise } from '../../src-renderer/keyboard/known.ts'
import { layouts } from '../../src-renderer/keyboard/layouts.ts'
import { ranAgainst } from '../peers/journal.ts'
import { type Gallery, test } from './gallery.ts'
import { whatIsCutOff } from './layout.ts'

const small = { width: 1024, height: 768 }
const zoomed = { ...small, zoom: 2 }

test.beforeAll(({ gallery }) => ranAgainst(import.meta.url, `Electron ${gallery.electronVersion}`))
test.beforeEach(async ({ gallery }) => {
  await gallery.resize(small)
  await gallery.show('choice')
})

/** A key by what stands on it, or what is said of it. */
const key = ({ page }: Gallery, name: string) => page.locator('.keyboard').getByRole('button', { name, exact: true })
const touch = async (gallery: Gallery, ...names: string[]) => { for (const name of names) await key(gallery, name).click() }
const value = ({ page }: Gallery, name: string) => page.locator(`main [name=${name}]`).inputValue()
const focused = ({ page }: Gallery) => page.evaluate(() => document.activeElement?.getAttribute('name') ?? document.activeElement?.textContent)

test('[F-26] what is touched goes where the caret is, and the field keeps the focus', async ({ gallery }) => {
  await gallery.show('keyboard')
  await gallery.page.locator('[name=account]').fill('')
  await touch(gallery, 'Shift', 'C', 'o', 'r', 'p', '\\', 'a', 'd', 'x', 'Backspace', 'a')
  expect(await value(gallery, 'account')).toBe('Corp\\ada')
  await gallery.page.keyboard.press('Home')
  await touch(gallery, 'Space')
  expect(await value(gallery, 'account')).toBe(' Corp\\ada')
  expect(await focused(gallery)).toBe('account')
  // The name of an account is no secret, and the store has it.
  expect(await gallery.page.evaluate(whereItIs, 'Corp\\ada')).toContain('React')
})

test('[F-26] Shift pressed twice stays; AltGr and an accent hold for one letter', async ({ gallery }) => {
  await gallery.show('keyboard-alt-gr')
  await touch(gallery, '@', 'Shift', 'Shift', 'A', 'B', 'Shift, stays on', '´', 'é', '^', 'Space', 'c')
  expect(await value(gallery, 'account')).toBe('@ABé^c')
})

test('[F-26 S-04] a password is judged while it is typed and is in its field alone, and Enter leads from field to field', async ({ gallery }) => {
  await gallery.show('keyboard-password')
  await gallery.page.locator('[name=password]').fill('')
  // Shift is held in this state.
  await touch(gallery, ...Array.from('Heronlamp'), 'Space', '4', '2', 'ö')
  expect(await value(gallery, 'password')).toBe('Heronlamp 42ö')
  expect(await gallery.page.evaluate(whereItIs, 'Heron'), 'beside the field').toEqual([])
  await expect(gallery.page.locator('.rules .met')).toHaveCount(3)
  await touch(gallery, 'Enter')
  expect(await focused(gallery)).toBe('again')
  await touch(gallery, 'h')
  expect(await value(gallery, 'again')).toBe('h')
})

test('[F-26 S-04] beside a password no key shows that it is pressed or pointed at; where what is typed is seen, it does', async ({ gallery }) => {
  await gallery.show('keyboard-password')
  const { page } = gallery
  const looks = () => key(gallery, 'K').evaluate((one) => [getComputedStyle(one).backgroundColor, getComputedStyle(one).borderColor, getComputedStyle(one).boxShadow])
  const pressed = async () => {
    await key(gallery, 'K').hover()
    const hovered = await looks()
    await page.mouse.down()
    const down = await looks()
    await page.mouse.up()
    return { hovered, down }
  }
  // From held for one letter to held for all: the key stays the same.
  await touch(gallery, 'Shift')
  const before = await looks()
  expect(await pressed()).toEqual({ hovered: before, down: before })
  await page.getByRole('button', { name: 'Show password' }).click()
  expect((await pressed()).hovered).not.toEqual(before)
})

test('[F-26] for a code there are digits, and it sends itself when it is full', async ({ gallery }) => {
  await gallery.show('keyboard-code')
  await touch(gallery, '4', '1', '9', 'Backspace', '8')
  expect(await value(gallery, 'code')).toBe('418')
  await touch(gallery, 'Enter')
  await expect(gallery.page.getByRole('alert')).toHaveText('Type all 6 digits.')
  await touch(gallery, '2', '0', '5')
  expect(await value(gallery, 'code')).toBe('')
})

test('[F-25 F-26] with the keys of another keyboard: Tab stops at it once, arrows move in it, Escape closes it and nothing else', async ({ gallery }) => {
  await gallery.show('keyboard')
  const { page } = gallery
  await page.locator('[name=account]').fill('')
  await page.locator('.keyboard [tabindex="0"]').focus()
  for (const arrow of ['ArrowUp', 'ArrowUp', 'ArrowRight', 'ArrowRight', 'ArrowUp']) await page.keyboard.press(arrow)
  expect(await focused(gallery)).toBe('w')
  await page.keyboard.press('Space')
  await page.keyboard.press('Enter')
  expect(await value(gallery, 'account')).toBe('ww')
  expect(await focused(gallery), 'the key keeps the focus').toBe('w')
  await page.keyboard.press('Tab')
  expect(await page.evaluate(() => document.activeElement?.closest('.keyboard'))).toBeNull()
  await page.keyboard.press('Shift+Tab')
  expect(await focused(gallery), 'Tab comes back to the same key').toBe('w')
  await page.keyboard.press('Escape')
  await expect(page.locator('.keyboard')).toHaveCount(0)
  expect(await focused(gallery)).toBe('account')
})

test('[F-25] Tab has a key to stop at where the one that it stopped at last is not there any more', async ({ gallery }) => {
  await gallery.show('keyboard-alt-gr')
  const { page } = gallery
  const stops = () => page.evaluate(() => [...document.querySelectorAll<HTMLElement>('.keyboard button')].filter((one) => one.tabIndex === 0).map((one) => one.dataset['key']))
  await page.locator('[data-key="1-0"]').focus()
  expect(await stops()).toEqual(['1-0'])
  await page.locator('[name=account]').focus()
  await touch(gallery, 'AltGr')
  await page.locator('[data-key="2-0"]').focus()
  await page.locator('[name=account]').focus()
  await touch(gallery, 'AltGr')
  await expect(page.locator('[data-key="2-0"]')).toHaveCount(0)
  expect(await stops()).toEqual(['close'])
})

for (const [how, size, language, least] of [['on a small screen', small, 'en', 40], ['at 200 %', zoomed, 'en', 26], ['from right to left', small, 'ar-XB', 40]] as const) {
  test(`[F-25 F-26] the keyboard on the screen, ${how}: no key is too small, and nothing that gets the focus is under it`, async ({ gallery }) => {
    await gallery.resize(size)
    for (const name of ['keyboard', 'keyboard-code', 'keyboard-password']) {
      await gallery.show(name, language)
      expect(await gallery.page.evaluate(whatIsUnderTheKeyboard, least), name).toEqual([])
    }
  })
}

test('[F-26 F-27] every layout can be picked, types its own letters, and fits on a small screen', async ({ gallery }) => {
  await gallery.show('keyboard')
  const { page } = gallery
  for (const { name, base } of layouts) {
    await page.evaluate(() => document.querySelector<HTMLElement>('[data-key=layout]')?.click())
    await page.getByRole('menuitemradio', { name, exact: true }).press('Enter')
    await expect(page.locator('[data-key=layout]')).toHaveText(name)
    expect(await page.evaluate(whatIsCutOff), name).toEqual([])
    const [first = ''] = Array.from(base[1])
    await page.locator('[name=account]').fill('')
    await touch(gallery, first)
    expect(await value(gallery, 'account')).toBe(first)
  }
})

test('[F-26] the layout of the machine\'s own keyboard is known by what Chromium says of its keys', async ({ gallery }) => {
  await gallery.show('identify')
  for (const [set, tag] of [['us', 'en-US'], ['gb', 'en-GB'], ['de', 'de'], ['fr', 'fr'], ['es', 'es'], ['br', 'pt-BR'], ['pt', 'pt-PT'], ['pl', 'pl'], ['jp', 'ja'], ['ara', 'ar'], ['se', undefined]] as const) {
    execFileSync('setxkbmap', [set], { env: { ...process.env, ...gallery.display } })
    await expect.poll(async () => recognise(new Map(await gallery.page.evaluate(readKeys)), [tag ?? 'en'])?.tag, set).toBe(tag)
  }
})

/** Runs in the page. */
const readKeys = async () => [...await (Reflect.get(navigator, 'keyboard') as { getLayoutMap: () => Promise<ReadonlyMap<string, string>> }).getLayoutMap()]

/** Runs in the page. @returns where a text is that is nowhere but in a field: in what the page is made of, or in whatever React has of it */
function whereItIs(text: string): string[] {
  const seen = new Set<unknown>()
  const root = document.getElementById('root')
  const waiting: unknown[] = root ? Object.keys(root).filter((name) => name.startsWith('__reactContainer')).map((name): unknown => Reflect.get(root, name)) : []
  let inReact = waiting.length === 0
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    if (typeof one === 'string') inReact ||= one.includes(text)
    // The field itself is in the page, and what everybody has is nobody's memory.
    if ((typeof one !== 'object' && typeof one !== 'function') || one === null || one === window || one instanceof Node || seen.has(one)) continue
    seen.add(one)
    const within: readonly unknown[] = one instanceof Map || one instanceof Set ? [...one] : Object.values(Object.getOwnPropertyDescriptors(one)).map(({ value: held }): unknown => held)
    waiting.push(...within.filter((held) => held !== undefined))
  }
  return [...(document.documentElement.outerHTML.includes(text) ? ['the page'] : []), ...(inReact ? ['React'] : [])]
}

/** Runs in the page. @param least the height of a key @returns a sentence for each thing that is wrong */
function whatIsUnderTheKeyboard(least: number): string[] {
  const keyboard = document.querySelector('.keyboard')?.getBoundingClientRect()
  if (!keyboard) return ['there is no keyboard']
  const keys = [...document.querySelectorAll('.key:not(.nothing-here)')].map((one) => ({ name: one.textContent, rect: one.getBoundingClientRect() }))
  const wrong = keys.filter(({ rect }) => rect.height < least || rect.width < 24 || rect.left < 0 || rect.right > innerWidth || rect.bottom > innerHeight)
    .map(({ name, rect }) => `${name} is ${rect.width} by ${rect.height}, at ${rect.left}`)
  for (const one of document.querySelectorAll<HTMLElement>('main :is(input, button):not([hidden])')) {
    one.focus()
    const { top, bottom } = one.getBoundingClientRect()
    const covers = document.querySelector('.keyboard')?.getBoundingClientRect().top ?? 0
    if (top < 0 || bottom > covers) wrong.push(`${one.getAttribute('name') ?? one.textContent} lies at ${top} to ${bottom}, the keyboard at ${covers}`)
  }
  return wrong
}
