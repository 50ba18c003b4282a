import { expect } from '@playwright/test'
import { registerStates } from '../../src-renderer/register/states/states.ts'
import { states } from '../../src-renderer/states/states.ts'
import { ranAgainst } from '../peers/journal.ts'
import { inEveryState } from './every-state.ts'
import { type Gallery, test } from './gallery.ts'
import { whatIsCutOff, whatIsUnsaid } from './layout.ts'
import { whatIsTurned } from './written.ts'

const ordinary = { width: 1280, height: 800 }
const all = [...states, ...registerStates]

test.beforeAll(({ gallery }) => { ranAgainst(import.meta.url, `Electron ${gallery.electronVersion}`) })

test('[F-25 F-27] every state in Arabic: nothing is cut off, and numbers, codes, names and what is in another language keep their order', async ({ gallery }) => {
  await gallery.resize(ordinary)
  expect(await inEveryState({ gallery, states: all, language: 'ar', unpainted: true }, async () => [
    ...await gallery.page.evaluate(whatIsUnsaid, { tag: 'ar', direction: 'rtl' } as const), ...await gallery.page.evaluate(whatIsCutOff), ...await gallery.page.evaluate(whatIsTurned),
  ])).toEqual({})
})

test('[F-27] what is turned round is found', async ({ gallery }) => {
  await gallery.show('questions', 'ar')
  await gallery.page.evaluate(() => document.querySelectorAll<HTMLElement>('label bdi').forEach((bdi) => bdi.replaceWith(bdi.innerText)))
  expect(await gallery.page.evaluate(whatIsTurned)).toHaveLength(3)
})

test('[F-27] from right to left what is typed from left to right still is, and signs that ask turn round in Arabic alone', async ({ gallery }) => {
  const seen = async (state: string, language: string) => {
    await gallery.show(state, language)
    return gallery.page.evaluate(() => ({
      fields: [...document.querySelectorAll('input[type=text], input[type=tel], input:not([type])')].map((field) => [field.getAttribute('dir'), getComputedStyle(field).textAlign]),
      asking: [...document.querySelectorAll('.asks')].map((icon) => getComputedStyle(icon).transform),
    }))
  }
  for (const state of ['identify', 'code', 'register-sign-in', 'register-number-typed']) {
    expect((await seen(state, 'ar')).fields.at(-1), state).toEqual(['ltr', 'right'])
  }
  const turned = 'matrix(-1, 0, 0, 1, 0, 0)'
  for (const [language, how] of [['ar', turned], ['ja', 'none'], ['en', 'none']] as const) {
    const asking = [...(await seen('ways', language)).asking, ...(await seen('ended-unclear', language)).asking]
    expect(asking.length).toBeGreaterThan(2)
    expect(new Set(asking), language).toEqual(new Set([how]))
  }
})

test('[F-27] what the kiosk says is drawn with bundled letters alone, in each script', async ({ gallery }) => {
  const devtools = await gallery.page.context().newCDPSession(gallery.page)
  await devtools.send('DOM.enable')
  await devtools.send('CSS.enable')
  for (const [language, families] of Object.entries({ pl: ['Open Sans'], ja: ['Noto Sans JP'], ar: ['Noto Sans Arabic', 'Open Sans'] })) {
    for (const state of ['languages', 'new-password-own-rules', 'problem-not-our-server']) {
      await gallery.show(state, language)
      const drawn = await fontsOf(gallery, devtools, '#root')
      expect(drawn.filter(({ isCustomFont }) => !isCustomFont), `${state} in ${language}`).toEqual([])
      expect(drawn.map(({ familyName }) => familyName), `${state} in ${language}`).toEqual(expect.arrayContaining(families.map((family): unknown => expect.stringContaining(family))))
    }
  }
})

async function fontsOf(gallery: Gallery, devtools: Awaited<ReturnType<ReturnType<Gallery['page']['context']>['newCDPSession']>>, selector: string) {
  await gallery.page.evaluate(() => document.fonts.ready.then(() => undefined))
  const { root } = await devtools.send('DOM.getDocument', { depth: 0 })
  const { nodeIds } = await devtools.send('DOM.querySelectorAll', { nodeId: root.nodeId, selector: `${selector} *` })
  return (await Promise.all(nodeIds.map((nodeId) => devtools.send('CSS.getPlatformFontsForNode', { nodeId })))).flatMap(({ fonts }) => fonts)
}

test('[F-27] a keyboard that composes words: neither its Enter nor its Escape is taken for the screen\'s, and digits are sent once they are there', async ({ gallery }) => {
  await gallery.resize(ordinary)
  const { page } = gallery
  const devtools = await page.context().newCDPSession(page)
  const compose = (text: string) => devtools.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length })
  const press = (key: string, windowsVirtualKeyCode: number) => devtools.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key, windowsVirtualKeyCode })
  const value = (name: string) => page.locator(`[name=${name}]`).inputValue()

  await gallery.show('identify-empty', 'ja')
  await compose('たなか')
  await press('Enter', 229)
  expect(await value('account')).toBe('たなか')
  await devtools.send('Input.insertText', { text: '田中' })
  expect([await value('account'), await page.locator('h1').textContent()]).toEqual(['田中', 'サインインできませんか？'])

  await gallery.show('code', 'ja')
  await page.evaluate(() => { document.documentElement.dataset['escaped'] = 'no'; document.addEventListener('keydown', (event) => { if (event.key === 'Escape') document.documentElement.dataset['escaped'] = String(event.isComposing) }) })
  await compose('１２３４')
  await press('Escape', 27)
  expect(await page.evaluate(() => document.documentElement.dataset['escaped'])).toBe('true')
  expect([await value('code'), await page.locator('[name=code]').isEditable()]).toEqual(['１２３４', true])
  await compose('１２３４５６')
  expect(await value('code'), 'still the keyboard\'s').toBe('１２３４５６')
  await devtools.send('Input.insertText', { text: '１２３４５６' })
  await expect.poll(() => value('code')).toBe('')
})
