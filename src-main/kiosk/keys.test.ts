import { expect, test } from 'vitest'
import { keyPasses, nextZoom } from './keys.ts'

/** `Ctrl+Shift+I` as Electron reports it. */
function pressed(combination: string) {
  const parts = combination.split('+')
  const has = (name: string) => parts.includes(name)
  return { type: 'keyDown', key: parts.at(-1) ?? '', control: has('Ctrl'), alt: has('Alt'), shift: has('Shift'), meta: has('Meta') } as const
}

const typing = ['a', 'Shift+A', 'ß', '@', '漢', 'Enter', 'Tab', 'Shift+Tab', 'Escape', 'Backspace', 'ArrowLeft', 'Home', 'Process', 'Dead', 'Unidentified']
const editing = ['Ctrl+a', 'Ctrl+c', 'Ctrl+v', 'Ctrl+x', 'Ctrl+z', 'Ctrl+ArrowLeft', 'Ctrl+Shift+ArrowRight', 'Ctrl+Backspace', 'Shift+Insert']
const byNumberOrAltGr = ['Ctrl+Alt+@', 'Ctrl+Alt+€', 'Alt+0']

test.each([...typing, ...editing, ...byNumberOrAltGr])('%s reaches the page', (combination) => expect(keyPasses(pressed(combination))).toBe(true))

const refused = [
  'Ctrl+p', 'Ctrl+s', 'Ctrl+o', 'Ctrl+r', 'Ctrl+Shift+R', 'Ctrl+w', 'Ctrl+n', 'Ctrl+t', 'Ctrl+u', 'Ctrl+j', 'Ctrl+h', 'Ctrl+f', 'Ctrl+q', 'Ctrl+Shift+I', 'Ctrl+Shift+C',
  'F1', 'F3', 'F5', 'F7', 'F10', 'Shift+F10', 'F11', 'F12', 'ContextMenu', 'BrowserBack', 'BrowserHome', 'LaunchMail', 'LaunchApplication1', 'PrintScreen',
  'Alt+ArrowLeft', 'Alt+d', 'Alt+Home', 'Alt+ ', 'Meta+r', 'Meta+l', 'Ctrl+Alt+Delete', 'Ctrl+Escape', 'Alt+Tab', 'Ctrl+Tab', 'Ctrl+PageDown',
]

test.each(refused)('[S-01] %s does not', (combination) => expect(keyPasses(pressed(combination))).toBe(false))

test('[S-01] Alt+F4 passes: closing the window wipes and leaves, as "Back to sign-in" does', () => expect(keyPasses(pressed('Alt+F4'))).toBe(true))

test('a key that was pressed before our window had the focus may be let go', () => {
  expect(keyPasses({ ...pressed('Ctrl+p'), type: 'keyUp' })).toBe(true)
})

test('Ctrl and 0 brings text back to its own size', () => expect(nextZoom(pressed('Ctrl+0'), 1.75)).toBe(1))
test('a key without Ctrl changes no size', () => expect(nextZoom(pressed('-'), 1.5)).toBeUndefined())
test('Ctrl, Alt and a key is a character, not a size', () => expect(nextZoom({ ...pressed('Ctrl+Alt+-') }, 1.5)).toBeUndefined())
