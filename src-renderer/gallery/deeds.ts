import type { Deed } from '../states/state.ts'

const places = {
  main: '.button.main', languages: '.corner-button[data-rac]', help: '[aria-haspopup=dialog]', reveal: '.reveal', stay: '.closing .link',
  'set-password': '.card [value=set-password]', hide: '.under-answers .link', question: '.question .select',
  keyboard: '.corner-button[aria-expanded]:not([data-rac])', contrast: '.corner-button[aria-pressed]', 'key-shift': '[data-key=shift]', 'key-alt-gr': '[data-key=alt-gr]',
} as const

/** Does on the page what the state says, as a person would: through the elements, in order. */
export async function perform(deeds: readonly Deed[]) {
  for (const deed of deeds) {
    if ('type' in deed) type(await found(`[name=${deed.into}]`), deed.type)
    else if ('press' in deed) (await found(places[deed.press])).click()
    else document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Shift', modifierCapsLock: true, bubbles: true }))
    // What is opened may be loaded then.
    if ('press' in deed && deed.press === 'keyboard') await found('.keyboard')
    await drawn()
  }
}

function type(field: HTMLElement, text: string) {
  field.focus()
  // Past the property with which React watches the field: it takes the change for one made by keys.
  Reflect.set(HTMLInputElement.prototype, 'value', text, field)
  field.dispatchEvent(new InputEvent('input', { bubbles: true }))
}

/** The element, once it is there: what is loaded later may still be on its way. */
async function found(selector: string): Promise<HTMLElement> {
  for (let tries = 0; tries < 200; tries++) {
    const element = document.querySelector(selector)
    if (element instanceof HTMLElement) return element
    await drawn()
  }
  throw new Error(`Nothing on this screen is ${selector}`)
}

/** The next two frames: what was changed is on the screen. */
export const drawn = () => new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())))
