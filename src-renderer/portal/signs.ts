import type { Idle } from '../../client/idle.ts'

/** What a person's fingers do to a page. Moving a pointer counts, as it does in the kiosk. */
const signs = ['keydown', 'pointerdown', 'pointermove', 'wheel', 'touchstart', 'input'] as const

/** Tells the idle limit of every sign of life; and loads a page anew that the browser kept aside while its person was elsewhere. */
export function heedSigns(page: Window, idle: Pick<Idle, 'sign'>): void {
  for (const sign of signs) page.addEventListener(sign, () => idle.sign(), { capture: true, passive: true })
  page.addEventListener('pageshow', ({ persisted }) => { if (persisted) page.location.reload() })
}
