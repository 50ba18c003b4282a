import type { Input } from 'electron'

type Key = Pick<Input, 'type' | 'key' | 'control' | 'alt' | 'meta' | 'shift'>

/** With Ctrl (or Command): edit what is typed, move in it. Everything else Chromium might do with it is refused. */
const editing = new Set(['a', 'c', 'v', 'x', 'y', 'z', 'backspace', 'delete', 'insert', 'home', 'end', 'arrowleft', 'arrowright', 'arrowup', 'arrowdown'])
const modifiers = new Set(['control', 'alt', 'meta', 'shift', 'altgraph'])
const refusedAlone = /^(f\d{1,2}|contextmenu|browser.*|launch.*|print|printscreen|help|open|save|find)$/

/**
 * Whether a key reaches the page. A list of what passes: new shortcuts of Chromium are refused by themselves.
 * Alt+F4 passes, for closing is the same as "Back to sign-in": it wipes and leaves.
 */
export function keyPasses({ key, control, alt, meta, shift, type }: Key): boolean {
  const name = key.toLowerCase()
  if (type === 'keyUp' || modifiers.has(name)) return true
  if (alt && !control && !meta && name === 'f4') return true
  if (refusedAlone.test(name)) return false
  // Ctrl with Alt is AltGr on Windows, and Alt with digits writes characters by number: passwords hold such.
  if (control && alt && !meta) return key.length === 1
  if (alt) return !meta && /^\d$/.test(key)
  if (control || meta) return editing.has(name) && !(shift && key.length === 1)
  return true
}

const MOST_ZOOM = 2
const ZOOM_STEP = 0.25

/**
 * Larger text for those who need it (WCAG 2.2, 1.4.4: up to 200 %), by the keys everyone knows.
 * @returns the new factor, 1 to 2; undefined when the key is another
 */
export function nextZoom({ key, control, meta, alt, type }: Key, factor: number): number | undefined {
  if (type !== 'keyDown' || alt || !(control || meta)) return undefined
  if (key === '0') return 1
  if (key === '+' || key === '=') return withinZoom(factor + ZOOM_STEP)
  if (key === '-') return withinZoom(factor - ZOOM_STEP)
  return undefined
}

/** The factor that is allowed and nearest. */
export const withinZoom = (factor: number): number => Math.min(MOST_ZOOM, Math.max(1, factor))
